/* POSIX.1 */
#pragma once

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct timeval {
  time_t tv_sec;
  suseconds_t tv_usec;
};
typedef struct {
  long words[16];
} fd_set;
#define FD_SETSIZE 1024
void FD_ZERO(fd_set* set);
void FD_SET(int descriptor, fd_set* set);
void FD_CLR(int descriptor, fd_set* set);
int FD_ISSET(int descriptor, const fd_set* set);
int select(int count, fd_set* readable, fd_set* writable, fd_set* exceptional, struct timeval* timeout);

#ifdef __cplusplus
}
#endif
