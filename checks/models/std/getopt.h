/* getopt_long of GNU */
#pragma once

#include <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif

#define no_argument 0
#define required_argument 1
#define optional_argument 2
struct option {
  const char* name;
  int has_arg;
  int* flag;
  int val;
};
int getopt_long(int count, char* const arguments[], const char* options, const struct option* long_options, int* index);
int getopt_long_only(int count, char* const arguments[], const char* options, const struct option* long_options,
                     int* index);

#ifdef __cplusplus
}
#endif
