// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
#define MBEDTLS_SSL_VERIFY_NONE 0
#define MBEDTLS_SSL_VERIFY_OPTIONAL 1
#define MBEDTLS_SSL_VERIFY_REQUIRED 2
#define MBEDTLS_SSL_IS_CLIENT 0
#define MBEDTLS_SSL_IS_SERVER 1
#define MBEDTLS_SSL_TRANSPORT_STREAM 0
#define MBEDTLS_SSL_TRANSPORT_DATAGRAM 1
#define MBEDTLS_SSL_PRESET_DEFAULT 0
#define MBEDTLS_SSL_MAJOR_VERSION_3 3
#define MBEDTLS_SSL_MINOR_VERSION_0 0
#define MBEDTLS_SSL_MINOR_VERSION_1 1
#define MBEDTLS_SSL_MINOR_VERSION_2 2
#define MBEDTLS_SSL_MINOR_VERSION_3 3
#define MBEDTLS_SSL_RENEGOTIATION_DISABLED 0
#define MBEDTLS_SSL_RENEGOTIATION_ENABLED 1
#define MBEDTLS_ERR_SSL_WANT_READ -0x6900
#define MBEDTLS_ERR_SSL_WANT_WRITE -0x6880
typedef struct mbedtls_ssl_context {
  int private_state;
} mbedtls_ssl_context;
typedef struct mbedtls_ssl_config {
  int private_state;
} mbedtls_ssl_config;
typedef struct mbedtls_x509_crt mbedtls_x509_crt;
typedef struct mbedtls_x509_crl mbedtls_x509_crl;
typedef struct mbedtls_pk_context mbedtls_pk_context;
typedef enum {
  MBEDTLS_SSL_VERSION_UNKNOWN = 0,
  MBEDTLS_SSL_VERSION_TLS1_2 = 0x0303,
  MBEDTLS_SSL_VERSION_TLS1_3 = 0x0304,
} mbedtls_ssl_protocol_version;
void mbedtls_ssl_init(mbedtls_ssl_context* ssl);
void mbedtls_ssl_config_init(mbedtls_ssl_config* conf);
int mbedtls_ssl_config_defaults(mbedtls_ssl_config* conf, int endpoint, int transport, int preset);
void mbedtls_ssl_conf_authmode(mbedtls_ssl_config* conf, int authmode);
void mbedtls_ssl_set_hs_authmode(mbedtls_ssl_context* ssl, int authmode);
void mbedtls_ssl_conf_ca_chain(mbedtls_ssl_config* conf, mbedtls_x509_crt* ca_chain, mbedtls_x509_crl* ca_crl);
int mbedtls_ssl_conf_own_cert(mbedtls_ssl_config* conf, mbedtls_x509_crt* own_cert, mbedtls_pk_context* pk_key);
int mbedtls_ssl_conf_psk(mbedtls_ssl_config* conf, const unsigned char* psk, size_t psk_len,
                         const unsigned char* psk_identity, size_t psk_identity_len);
void mbedtls_ssl_conf_min_version(mbedtls_ssl_config* conf, int major, int minor);
void mbedtls_ssl_conf_max_version(mbedtls_ssl_config* conf, int major, int minor);
void mbedtls_ssl_conf_min_tls_version(mbedtls_ssl_config* conf, mbedtls_ssl_protocol_version version);
void mbedtls_ssl_conf_ciphersuites(mbedtls_ssl_config* conf, const int* ciphersuites);
void mbedtls_ssl_conf_renegotiation(mbedtls_ssl_config* conf, int renegotiation);
void mbedtls_ssl_conf_verify(mbedtls_ssl_config* conf, int (*verify)(void*, mbedtls_x509_crt*, int, uint32_t*),
                             void* context);
void mbedtls_ssl_conf_rng(mbedtls_ssl_config* conf, int (*rng)(void*, unsigned char*, size_t), void* context);
int mbedtls_ssl_set_hostname(mbedtls_ssl_context* ssl, const char* hostname);
int mbedtls_ssl_setup(mbedtls_ssl_context* ssl, const mbedtls_ssl_config* conf);
int mbedtls_ssl_handshake(mbedtls_ssl_context* ssl);
uint32_t mbedtls_ssl_get_verify_result(const mbedtls_ssl_context* ssl);
#ifdef __cplusplus
}
#endif
