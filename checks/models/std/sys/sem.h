/* POSIX.1 XSI; numbers of Linux */
#pragma once

#include <stddef.h>
#include <sys/ipc.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEM_UNDO 0x1000
#define GETVAL 12
#define SETVAL 16
struct sembuf {
  unsigned short sem_num;
  short sem_op;
  short sem_flg;
};
int semget(key_t key, int count, int flags);
int semop(int set, struct sembuf* operations, size_t count);
int semctl(int set, int number, int command, ...);

#ifdef __cplusplus
}
#endif
