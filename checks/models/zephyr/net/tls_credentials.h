// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef int sec_tag_t;
#define SEC_TAG_TLS_INVALID -1
enum tls_credential_type {
  TLS_CREDENTIAL_NONE,
  TLS_CREDENTIAL_CA_CERTIFICATE,
  TLS_CREDENTIAL_PUBLIC_CERTIFICATE,
  TLS_CREDENTIAL_SERVER_CERTIFICATE = TLS_CREDENTIAL_PUBLIC_CERTIFICATE,
  TLS_CREDENTIAL_PRIVATE_KEY,
  TLS_CREDENTIAL_PSK,
  TLS_CREDENTIAL_PSK_ID,
};
int tls_credential_add(sec_tag_t tag, enum tls_credential_type type, const void* cred, size_t credlen);
#ifdef __cplusplus
}
#endif
