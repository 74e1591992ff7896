// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct mbedtls_pk_context mbedtls_pk_context;
typedef enum {
  MBEDTLS_MD_NONE = 0,
  MBEDTLS_MD_MD5 = 0x03,
  MBEDTLS_MD_SHA1 = 0x05,
  MBEDTLS_MD_SHA224 = 0x08,
  MBEDTLS_MD_SHA256,
  MBEDTLS_MD_SHA384,
  MBEDTLS_MD_SHA512,
} mbedtls_md_type_t;
int mbedtls_pk_verify(mbedtls_pk_context* ctx, mbedtls_md_type_t md_alg, const unsigned char* hash, size_t hash_len,
                      const unsigned char* sig, size_t sig_len);
#ifdef __cplusplus
}
#endif
