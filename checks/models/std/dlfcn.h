/* POSIX.1 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

#define RTLD_LAZY 1
#define RTLD_NOW 2
void* dlopen(const char* path, int mode);
void* dlsym(void* library, const char* name);
int dlclose(void* library);
char* dlerror(void);

#ifdef __cplusplus
}
#endif
