/* ISO C, 7.22; POSIX.1 */
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 2147483647
typedef struct {
  int quot;
  int rem;
} div_t;
void* malloc(size_t size);
void* calloc(size_t count, size_t size);
void* realloc(void* memory, size_t size);
void free(void* memory);
void abort(void);
void exit(int status);
void _Exit(int status);
int atexit(void (*function)(void));
int system(const char* command);
char* getenv(const char* name);
int setenv(const char* name, const char* value, int overwrite);
int unsetenv(const char* name);
int putenv(char* setting);
int atoi(const char* text);
long atol(const char* text);
long long atoll(const char* text);
double atof(const char* text);
long strtol(const char* text, char** end, int base);
long long strtoll(const char* text, char** end, int base);
unsigned long strtoul(const char* text, char** end, int base);
unsigned long long strtoull(const char* text, char** end, int base);
double strtod(const char* text, char** end);
float strtof(const char* text, char** end);
int rand(void);
void srand(unsigned int seed);
long random(void);
void srandom(unsigned int seed);
int abs(int value);
long labs(long value);
div_t div(int numerator, int denominator);
void qsort(void* base, size_t count, size_t size, int (*compare)(const void*, const void*));
void* bsearch(const void* key, const void* base, size_t count, size_t size, int (*compare)(const void*, const void*));
int mkstemp(char* name);
char* mkdtemp(char* name);
char* mktemp(char* name);
char* realpath(const char* path, char* resolved);

#ifdef __cplusplus
}
#endif
