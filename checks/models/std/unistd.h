/* POSIX.1 */
#pragma once

#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4
extern char** environ;
extern char* optarg;
extern int optind, opterr, optopt;
int getopt(int count, char* const arguments[], const char* options);
ssize_t read(int descriptor, void* data, size_t size);
ssize_t write(int descriptor, const void* data, size_t size);
off_t lseek(int descriptor, off_t offset, int from);
int close(int descriptor);
int dup(int descriptor);
int dup2(int from, int to);
int pipe(int descriptors[2]);
int access(const char* path, int mode);
int unlink(const char* path);
int rmdir(const char* path);
int link(const char* from, const char* to);
int symlink(const char* target, const char* path);
ssize_t readlink(const char* path, char* target, size_t size);
int chdir(const char* path);
int chroot(const char* path);
char* getcwd(char* path, size_t size);
int chown(const char* path, uid_t owner, gid_t group);
int truncate(const char* path, off_t size);
int ftruncate(int descriptor, off_t size);
int fsync(int descriptor);
void sync(void);
int isatty(int descriptor);
pid_t fork(void);
pid_t vfork(void);
int execl(const char* path, const char* argument, ...);
int execlp(const char* file, const char* argument, ...);
int execle(const char* path, const char* argument, ...);
int execv(const char* path, char* const arguments[]);
int execvp(const char* file, char* const arguments[]);
int execve(const char* path, char* const arguments[], char* const environment[]);
void _exit(int status);
pid_t getpid(void);
pid_t getppid(void);
pid_t setsid(void);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int setuid(uid_t user);
int seteuid(uid_t user);
int setgid(gid_t group);
int setegid(gid_t group);
int gethostname(char* name, size_t size);
int sethostname(const char* name, size_t size);
char* getpass(const char* prompt);
char* getlogin(void);
char* crypt(const char* password, const char* salt);
unsigned int sleep(unsigned int seconds);
int usleep(useconds_t microseconds);
unsigned int alarm(unsigned int seconds);
int pause(void);
int daemon(int keep_directory, int keep_output);
long sysconf(int name);
long syscall(long number, ...);

#ifdef __cplusplus
}
#endif
