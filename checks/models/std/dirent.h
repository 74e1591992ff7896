/* POSIX.1; numbers of Linux */
#pragma once

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct __dirstream DIR;
struct dirent {
  ino_t d_ino;
  off_t d_off;
  unsigned short d_reclen;
  unsigned char d_type;
  char d_name[256];
};
#define DT_DIR 4
#define DT_REG 8
#define DT_LNK 10
DIR* opendir(const char* path);
struct dirent* readdir(DIR* folder);
int closedir(DIR* folder);

#ifdef __cplusplus
}
#endif
