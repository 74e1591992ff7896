/* Mbed TLS, API reference */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

#define MBEDTLS_NET_PROTO_TCP 0
#define MBEDTLS_NET_PROTO_UDP 1
typedef struct mbedtls_net_context {
  int fd;
} mbedtls_net_context;
void mbedtls_net_init(mbedtls_net_context* context);
int mbedtls_net_connect(mbedtls_net_context* context, const char* host, const char* port, int protocol);
void mbedtls_net_free(mbedtls_net_context* context);

#ifdef __cplusplus
}
#endif
