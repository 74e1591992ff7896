// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#include <sys/socket.h>
#ifdef __cplusplus
extern "C" {
#endif
#define SOL_TLS 282
#define TLS_SEC_TAG_LIST 1
#define TLS_HOSTNAME 2
#define TLS_CIPHERSUITE_LIST 3
#define TLS_CIPHERSUITE_USED 4
#define TLS_PEER_VERIFY 5
#define TLS_DTLS_ROLE 6
#define TLS_PEER_VERIFY_NONE 0
#define TLS_PEER_VERIFY_OPTIONAL 1
#define TLS_PEER_VERIFY_REQUIRED 2
#define TLS_DTLS_ROLE_CLIENT 0
#define TLS_DTLS_ROLE_SERVER 1
typedef int sec_tag_t;
int zsock_socket(int family, int type, int proto);
int zsock_close(int sock);
int zsock_setsockopt(int sock, int level, int optname, const void* optval, socklen_t optlen);
#ifdef __cplusplus
}
#endif
