/* POSIX.1 XSI; numbers of Linux */
#pragma once

#include <stddef.h>
#include <sys/ipc.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SHM_RDONLY 010000
struct shmid_ds {
  struct ipc_perm shm_perm;
  size_t shm_segsz;
};
int shmget(key_t key, size_t size, int flags);
void* shmat(int segment, const void* address, int flags);
int shmdt(const void* address);
int shmctl(int segment, int command, struct shmid_ds* state);

#ifdef __cplusplus
}
#endif
