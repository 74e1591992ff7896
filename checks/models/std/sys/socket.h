/* POSIX.1; numbers of Linux */
#pragma once

#include <sys/types.h>
#include <sys/uio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned int socklen_t;
typedef unsigned short sa_family_t;
struct sockaddr {
  sa_family_t sa_family;
  char sa_data[14];
};
struct sockaddr_storage {
  sa_family_t ss_family;
  char ss_data[126];
};
struct msghdr {
  void* msg_name;
  socklen_t msg_namelen;
  struct iovec* msg_iov;
  size_t msg_iovlen;
  void* msg_control;
  size_t msg_controllen;
  int msg_flags;
};
struct linger {
  int l_onoff;
  int l_linger;
};
#define AF_UNSPEC 0
#define AF_UNIX 1
#define AF_LOCAL AF_UNIX
#define AF_INET 2
#define AF_INET6 10
#define AF_NETLINK 16
#define AF_PACKET 17
#define PF_UNSPEC AF_UNSPEC
#define PF_UNIX AF_UNIX
#define PF_LOCAL AF_UNIX
#define PF_INET AF_INET
#define PF_INET6 AF_INET6
#define PF_PACKET AF_PACKET
#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define SOCK_RAW 3
#define SOCK_SEQPACKET 5
#define SOCK_NONBLOCK 04000
#define SOCK_CLOEXEC 02000000
#define SOL_SOCKET 1
#define SO_REUSEADDR 2
#define SO_TYPE 3
#define SO_ERROR 4
#define SO_BROADCAST 6
#define SO_SNDBUF 7
#define SO_RCVBUF 8
#define SO_KEEPALIVE 9
#define SO_LINGER 13
#define SO_REUSEPORT 15
#define SO_RCVTIMEO 20
#define SO_SNDTIMEO 21
#define SO_BINDTODEVICE 25
#define SOMAXCONN 4096
#define MSG_OOB 1
#define MSG_PEEK 2
#define MSG_DONTWAIT 0x40
#define MSG_WAITALL 0x100
#define MSG_NOSIGNAL 0x4000
#define SHUT_RD 0
#define SHUT_WR 1
#define SHUT_RDWR 2
int socket(int family, int type, int protocol);
int socketpair(int family, int type, int protocol, int descriptors[2]);
int bind(int descriptor, const struct sockaddr* address, socklen_t size);
int listen(int descriptor, int backlog);
int accept(int descriptor, struct sockaddr* address, socklen_t* size);
int accept4(int descriptor, struct sockaddr* address, socklen_t* size, int flags);
int connect(int descriptor, const struct sockaddr* address, socklen_t size);
int shutdown(int descriptor, int how);
int getsockname(int descriptor, struct sockaddr* address, socklen_t* size);
int getpeername(int descriptor, struct sockaddr* address, socklen_t* size);
int getsockopt(int descriptor, int level, int name, void* value, socklen_t* size);
int setsockopt(int descriptor, int level, int name, const void* value, socklen_t size);
ssize_t send(int descriptor, const void* data, size_t size, int flags);
ssize_t sendto(int descriptor, const void* data, size_t size, int flags, const struct sockaddr* address,
               socklen_t address_size);
ssize_t sendmsg(int descriptor, const struct msghdr* message, int flags);
ssize_t recv(int descriptor, void* data, size_t size, int flags);
ssize_t recvfrom(int descriptor, void* data, size_t size, int flags, struct sockaddr* address, socklen_t* address_size);
ssize_t recvmsg(int descriptor, struct msghdr* message, int flags);

#ifdef __cplusplus
}
#endif
