/* ISO C, 7.24; POSIX.1 */
#pragma once

#include <stddef.h>
#include <strings.h>

#ifdef __cplusplus
extern "C" {
#endif

void* memcpy(void* to, const void* from, size_t size);
void* memmove(void* to, const void* from, size_t size);
void* memset(void* to, int value, size_t size);
int memcmp(const void* a, const void* b, size_t size);
void* memchr(const void* data, int c, size_t size);
void* memmem(const void* data, size_t size, const void* wanted, size_t wanted_size);
char* strcpy(char* to, const char* from);
char* strncpy(char* to, const char* from, size_t size);
size_t strlcpy(char* to, const char* from, size_t size);
size_t strlcat(char* to, const char* from, size_t size);
char* strcat(char* to, const char* from);
char* strncat(char* to, const char* from, size_t size);
int strcmp(const char* a, const char* b);
int strncmp(const char* a, const char* b, size_t size);
int strcoll(const char* a, const char* b);
char* strchr(const char* text, int c);
char* strrchr(const char* text, int c);
char* strstr(const char* text, const char* wanted);
char* strcasestr(const char* text, const char* wanted);
char* strpbrk(const char* text, const char* wanted);
size_t strspn(const char* text, const char* accepted);
size_t strcspn(const char* text, const char* rejected);
char* strtok(char* text, const char* separators);
char* strtok_r(char* text, const char* separators, char** rest);
char* strsep(char** text, const char* separators);
size_t strlen(const char* text);
size_t strnlen(const char* text, size_t size);
char* strdup(const char* text);
char* strndup(const char* text, size_t size);
char* strerror(int number);
char* strsignal(int number);

#ifdef __cplusplus
}
#endif
