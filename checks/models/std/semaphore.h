/* POSIX.1 */
#pragma once

#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  long words[4];
} sem_t;
int sem_init(sem_t* semaphore, int shared, unsigned int value);
int sem_destroy(sem_t* semaphore);
int sem_wait(sem_t* semaphore);
int sem_trywait(sem_t* semaphore);
int sem_timedwait(sem_t* semaphore, const struct timespec* until);
int sem_post(sem_t* semaphore);

#ifdef __cplusplus
}
#endif
