/* ISO C, 7.21; POSIX.1 */
#pragma once

#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _IO_FILE FILE;
typedef long fpos_t;
extern FILE* stdin;
extern FILE* stdout;
extern FILE* stderr;
#define stdin stdin
#define stdout stdout
#define stderr stderr
#define EOF (-1)
#define BUFSIZ 8192
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2
FILE* fopen(const char* path, const char* mode);
FILE* freopen(const char* path, const char* mode, FILE* stream);
FILE* fdopen(int descriptor, const char* mode);
FILE* popen(const char* command, const char* mode);
int pclose(FILE* stream);
int fclose(FILE* stream);
int fflush(FILE* stream);
int fileno(FILE* stream);
int printf(const char* format, ...);
int fprintf(FILE* stream, const char* format, ...);
int sprintf(char* text, const char* format, ...);
int snprintf(char* text, size_t size, const char* format, ...);
int asprintf(char** text, const char* format, ...);
int dprintf(int descriptor, const char* format, ...);
int vprintf(const char* format, va_list arguments);
int vfprintf(FILE* stream, const char* format, va_list arguments);
int vsprintf(char* text, const char* format, va_list arguments);
int vsnprintf(char* text, size_t size, const char* format, va_list arguments);
int vasprintf(char** text, const char* format, va_list arguments);
int scanf(const char* format, ...);
int fscanf(FILE* stream, const char* format, ...);
int sscanf(const char* text, const char* format, ...);
int fgetc(FILE* stream);
char* fgets(char* text, int size, FILE* stream);
int fputc(int c, FILE* stream);
int fputs(const char* text, FILE* stream);
int getc(FILE* stream);
int getchar(void);
int putc(int c, FILE* stream);
int putchar(int c);
int puts(const char* text);
int ungetc(int c, FILE* stream);
ssize_t getline(char** line, size_t* size, FILE* stream);
size_t fread(void* data, size_t size, size_t count, FILE* stream);
size_t fwrite(const void* data, size_t size, size_t count, FILE* stream);
int fseek(FILE* stream, long offset, int from);
long ftell(FILE* stream);
void rewind(FILE* stream);
int feof(FILE* stream);
int ferror(FILE* stream);
void clearerr(FILE* stream);
void perror(const char* text);
int remove(const char* path);
int rename(const char* from, const char* to);
FILE* tmpfile(void);
char* tmpnam(char* name);
int setvbuf(FILE* stream, char* buffer, int mode, size_t size);
void setbuf(FILE* stream, char* buffer);

#ifdef __cplusplus
}
#endif
