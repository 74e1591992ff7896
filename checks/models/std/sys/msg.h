/* POSIX.1 XSI; numbers of Linux */
#pragma once

#include <stddef.h>
#include <sys/ipc.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MSG_NOERROR 010000
struct msqid_ds {
  struct ipc_perm msg_perm;
  unsigned long msg_qnum;
};
int msgget(key_t key, int flags);
int msgsnd(int queue, const void* message, size_t size, int flags);
ssize_t msgrcv(int queue, void* message, size_t size, long type, int flags);
int msgctl(int queue, int command, struct msqid_ds* state);

#ifdef __cplusplus
}
#endif
