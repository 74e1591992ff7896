/* POSIX.1 and Linux */
#pragma once

#include <sys/socket.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IFNAMSIZ 16
#define IF_NAMESIZE 16
#define IFF_UP 0x1
#define IFF_RUNNING 0x40
struct ifreq {
  char ifr_name[IFNAMSIZ];
  union {
    struct sockaddr ifr_addr;
    struct sockaddr ifr_broadaddr;
    struct sockaddr ifr_netmask;
    struct sockaddr ifr_hwaddr;
    short ifr_flags;
    int ifr_ifindex;
    int ifr_mtu;
    char* ifr_data;
  };
};
unsigned int if_nametoindex(const char* name);
char* if_indextoname(unsigned int index, char* name);

#ifdef __cplusplus
}
#endif
