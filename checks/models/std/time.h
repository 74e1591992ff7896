/* ISO C, 7.27; POSIX.1 */
#pragma once

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tm {
  int tm_sec;
  int tm_min;
  int tm_hour;
  int tm_mday;
  int tm_mon;
  int tm_year;
  int tm_wday;
  int tm_yday;
  int tm_isdst;
};
struct timespec {
  time_t tv_sec;
  long tv_nsec;
};
struct itimerspec {
  struct timespec it_interval;
  struct timespec it_value;
};
typedef void* timer_t;
#define CLOCKS_PER_SEC 1000000L
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
clock_t clock(void);
time_t time(time_t* now);
double difftime(time_t end, time_t begin);
time_t mktime(struct tm* broken_down);
char* asctime(const struct tm* broken_down);
char* ctime(const time_t* when);
struct tm* gmtime(const time_t* when);
struct tm* localtime(const time_t* when);
struct tm* gmtime_r(const time_t* when, struct tm* result);
struct tm* localtime_r(const time_t* when, struct tm* result);
size_t strftime(char* text, size_t size, const char* format, const struct tm* broken_down);
char* strptime(const char* text, const char* format, struct tm* broken_down);
int clock_gettime(clockid_t clock, struct timespec* now);
int clock_settime(clockid_t clock, const struct timespec* now);
int nanosleep(const struct timespec* wanted, struct timespec* remaining);
void tzset(void);

#ifdef __cplusplus
}
#endif
