/* OpenSSL, man 3 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

typedef struct x509_st X509;
typedef struct x509_store_ctx_st X509_STORE_CTX;
typedef struct x509_store_st X509_STORE;
#define X509_V_OK 0
void X509_free(X509* certificate);

#ifdef __cplusplus
}
#endif
