/* POSIX.1 */
#pragma once

#include <sys/select.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct timezone {
  int tz_minuteswest;
  int tz_dsttime;
};
struct itimerval {
  struct timeval it_interval;
  struct timeval it_value;
};
int gettimeofday(struct timeval* now, void* zone);
int settimeofday(const struct timeval* now, const struct timezone* zone);
int setitimer(int which, const struct itimerval* value, struct itimerval* old);
int utimes(const char* path, const struct timeval times[2]);

#ifdef __cplusplus
}
#endif
