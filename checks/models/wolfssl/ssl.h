// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef struct WOLFSSL WOLFSSL;
typedef struct WOLFSSL_CTX WOLFSSL_CTX;
typedef struct WOLFSSL_METHOD WOLFSSL_METHOD;
typedef struct WOLFSSL_X509_STORE_CTX WOLFSSL_X509_STORE_CTX;
typedef int (*VerifyCallback)(int preverify, WOLFSSL_X509_STORE_CTX* store);
enum {
  WOLFSSL_VERIFY_NONE = 0,
  WOLFSSL_VERIFY_PEER = 1,
  WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT = 2,
  WOLFSSL_VERIFY_CLIENT_ONCE = 4,
  WOLFSSL_VERIFY_FAIL_EXCEPT_PSK = 16,
};
enum {
  WOLFSSL_SSLV3 = 0,
  WOLFSSL_TLSV1 = 1,
  WOLFSSL_TLSV1_1 = 2,
  WOLFSSL_TLSV1_2 = 3,
  WOLFSSL_TLSV1_3 = 4,
};
#define WOLFSSL_SUCCESS 1
#define SSL_SUCCESS 1
#define WOLFSSL_FILETYPE_PEM 1
#ifdef __cplusplus
}
#endif
