// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef struct x509_st X509;
typedef struct x509_store_ctx_st X509_STORE_CTX;
typedef struct X509_VERIFY_PARAM_st X509_VERIFY_PARAM;
#define X509_V_OK 0
#define X509_V_FLAG_PARTIAL_CHAIN 0x80000
#define X509_V_FLAG_NO_CHECK_TIME 0x200000
int X509_verify_cert(X509_STORE_CTX *context);
void X509_STORE_CTX_set_error(X509_STORE_CTX *context, int error);
int X509_check_host(X509 *certificate, const char *name, unsigned long length, unsigned int flags, char **peer);
int X509_VERIFY_PARAM_set1_host(X509_VERIFY_PARAM *param, const char *name, unsigned long length);
#ifdef __cplusplus
}
#endif
