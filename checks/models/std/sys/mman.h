/* POSIX.1; numbers of Linux */
#pragma once

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PROT_NONE 0
#define PROT_READ 1
#define PROT_WRITE 2
#define PROT_EXEC 4
#define MAP_SHARED 1
#define MAP_PRIVATE 2
#define MAP_ANONYMOUS 0x20
#define MAP_FAILED ((void*)-1)
void* mmap(void* address, size_t size, int protection, int flags, int descriptor, off_t offset);
int munmap(void* address, size_t size);
int msync(void* address, size_t size, int flags);

#ifdef __cplusplus
}
#endif
