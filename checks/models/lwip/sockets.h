// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __cplusplus
extern "C" {
#endif
int lwip_socket(int domain, int type, int protocol);
int lwip_bind(int s, const struct sockaddr* name, socklen_t namelen);
int lwip_listen(int s, int backlog);
int lwip_accept(int s, struct sockaddr* addr, socklen_t* addrlen);
int lwip_connect(int s, const struct sockaddr* name, socklen_t namelen);
int lwip_close(int s);
int closesocket(int s);
#ifdef __cplusplus
}
#endif
