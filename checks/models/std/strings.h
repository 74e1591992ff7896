/* POSIX.1 */
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

int strcasecmp(const char* a, const char* b);
int strncasecmp(const char* a, const char* b, size_t size);
void bzero(void* data, size_t size);
void bcopy(const void* from, void* to, size_t size);
int bcmp(const void* a, const void* b, size_t size);
char* index(const char* text, int c);
char* rindex(const char* text, int c);
int ffs(int value);

#ifdef __cplusplus
}
#endif
