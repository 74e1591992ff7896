// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef struct gnutls_session_int* gnutls_session_t;
typedef struct gnutls_certificate_credentials_st* gnutls_certificate_credentials_t;
typedef struct gnutls_priority_st* gnutls_priority_t;
#define GNUTLS_SERVER 1
#define GNUTLS_CLIENT (1 << 1)
#define GNUTLS_DATAGRAM (1 << 2)
#define GNUTLS_NONBLOCK (1 << 3)
#define GNUTLS_E_SUCCESS 0
typedef enum { GNUTLS_CERT_IGNORE = 0, GNUTLS_CERT_REQUEST = 1, GNUTLS_CERT_REQUIRE = 2 } gnutls_certificate_request_t;
#ifdef __cplusplus
}
#endif
