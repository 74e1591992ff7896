/* OpenSSL, man 3 */
#pragma once

#include <openssl/x509.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_method_st SSL_METHOD;
typedef int (*SSL_verify_cb)(int ok, X509_STORE_CTX* store);
#define SSL_VERIFY_NONE 0x00
#define SSL_VERIFY_PEER 0x01
#define SSL_VERIFY_FAIL_IF_NO_PEER_CERT 0x02
#define SSL_VERIFY_CLIENT_ONCE 0x04
#define SSL_FILETYPE_PEM 1
#define SSL_FILETYPE_ASN1 2
#define SSL3_VERSION 0x0300
#define TLS1_VERSION 0x0301
#define TLS1_1_VERSION 0x0302
#define TLS1_2_VERSION 0x0303
#define TLS1_3_VERSION 0x0304
const SSL_METHOD* TLS_method(void);
const SSL_METHOD* TLS_client_method(void);
const SSL_METHOD* TLS_server_method(void);
SSL_CTX* SSL_CTX_new(const SSL_METHOD* method);
void SSL_CTX_free(SSL_CTX* context);
void SSL_CTX_set_verify(SSL_CTX* context, int mode, SSL_verify_cb callback);
void SSL_set_verify(SSL* ssl, int mode, SSL_verify_cb callback);
int SSL_CTX_load_verify_locations(SSL_CTX* context, const char* file, const char* folder);
int SSL_CTX_set_default_verify_paths(SSL_CTX* context);
int SSL_CTX_use_certificate_file(SSL_CTX* context, const char* file, int type);
int SSL_CTX_use_PrivateKey_file(SSL_CTX* context, const char* file, int type);
int SSL_CTX_set_cipher_list(SSL_CTX* context, const char* ciphers);
SSL* SSL_new(SSL_CTX* context);
void SSL_free(SSL* ssl);
int SSL_set_fd(SSL* ssl, int descriptor);
int SSL_set1_host(SSL* ssl, const char* name);
int SSL_connect(SSL* ssl);
int SSL_accept(SSL* ssl);
int SSL_read(SSL* ssl, void* data, int size);
int SSL_write(SSL* ssl, const void* data, int size);
int SSL_shutdown(SSL* ssl);
int SSL_get_error(const SSL* ssl, int result);
long SSL_get_verify_result(const SSL* ssl);

#ifdef __cplusplus
}
#endif
