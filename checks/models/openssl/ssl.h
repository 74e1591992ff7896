// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_st SSL;
typedef struct ssl_method_st SSL_METHOD;
typedef struct x509_st X509;
typedef struct x509_store_ctx_st X509_STORE_CTX;
typedef struct X509_VERIFY_PARAM_st X509_VERIFY_PARAM;
typedef int (*SSL_verify_cb)(int preverify_ok, X509_STORE_CTX *context);
enum ssl_verify_result_t { ssl_verify_ok, ssl_verify_invalid, ssl_verify_retry };  // BoringSSL
#define SSL_VERIFY_NONE 0x00
#define SSL_VERIFY_PEER 0x01
#define SSL_VERIFY_FAIL_IF_NO_PEER_CERT 0x02
#define SSL_VERIFY_CLIENT_ONCE 0x04
#define SSL_VERIFY_POST_HANDSHAKE 0x08
#define SSL3_VERSION 0x0300
#define TLS1_VERSION 0x0301
#define TLS1_1_VERSION 0x0302
#define TLS1_2_VERSION 0x0303
#define TLS1_3_VERSION 0x0304
#define DTLS1_VERSION 0xFEFF
#define DTLS1_2_VERSION 0xFEFD
#define SSL_OP_NO_SSLv3 0x02000000
#define SSL_OP_NO_TLSv1 0x04000000
#define SSL_OP_NO_TLSv1_2 0x08000000
#define SSL_OP_NO_TLSv1_1 0x10000000
#define SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION 0x00040000
#define SSL_OP_LEGACY_SERVER_CONNECT 0x00000004
#define SSL_FILETYPE_PEM 1
SSL_CTX *SSL_CTX_new(const SSL_METHOD *method);
void SSL_CTX_free(SSL_CTX *ctx);
SSL *SSL_new(SSL_CTX *ctx);
void SSL_free(SSL *ssl);
const SSL_METHOD *TLS_method(void);
const SSL_METHOD *TLS_client_method(void);
const SSL_METHOD *TLS_server_method(void);
const SSL_METHOD *SSLv23_method(void);
const SSL_METHOD *SSLv23_client_method(void);
const SSL_METHOD *SSLv3_method(void);
const SSL_METHOD *TLSv1_method(void);
const SSL_METHOD *TLSv1_client_method(void);
const SSL_METHOD *TLSv1_1_client_method(void);
const SSL_METHOD *TLSv1_2_client_method(void);
void SSL_CTX_set_verify(SSL_CTX *ctx, int mode, SSL_verify_cb callback);
void SSL_set_verify(SSL *ssl, int mode, SSL_verify_cb callback);
void SSL_CTX_set_cert_verify_callback(SSL_CTX *ctx, int (*callback)(X509_STORE_CTX *, void *), void *arg);
int SSL_CTX_set_min_proto_version(SSL_CTX *ctx, int version);
int SSL_CTX_set_max_proto_version(SSL_CTX *ctx, int version);
unsigned long SSL_CTX_set_options(SSL_CTX *ctx, unsigned long options);
unsigned long SSL_CTX_clear_options(SSL_CTX *ctx, unsigned long options);
void SSL_CTX_set_security_level(SSL_CTX *ctx, int level);
int SSL_CTX_set_cipher_list(SSL_CTX *ctx, const char *list);
int SSL_set_cipher_list(SSL *ssl, const char *list);
int SSL_CTX_set_default_verify_paths(SSL_CTX *ctx);
int SSL_CTX_load_verify_locations(SSL_CTX *ctx, const char *file, const char *path);
int SSL_CTX_use_certificate_file(SSL_CTX *ctx, const char *file, int type);
int SSL_CTX_use_PrivateKey_file(SSL_CTX *ctx, const char *file, int type);
int SSL_set1_host(SSL *ssl, const char *name);
long SSL_set_tlsext_host_name(const SSL *ssl, const char *name);
int SSL_set_fd(SSL *ssl, int fd);
int SSL_connect(SSL *ssl);
int SSL_accept(SSL *ssl);
int SSL_read(SSL *ssl, void *data, int n);
int SSL_write(SSL *ssl, const void *data, int n);
long SSL_get_verify_result(const SSL *ssl);
X509 *SSL_get_peer_certificate(const SSL *ssl);
X509_VERIFY_PARAM *SSL_get0_param(SSL *ssl);
#ifdef __cplusplus
}
#endif
