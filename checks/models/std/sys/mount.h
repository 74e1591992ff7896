/* Linux */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

#define MS_RDONLY 1
#define MS_NOSUID 2
#define MS_NODEV 4
#define MS_NOEXEC 8
#define MS_REMOUNT 32
int mount(const char* source, const char* target, const char* type, unsigned long flags, const void* data);
int umount(const char* target);

#ifdef __cplusplus
}
#endif
