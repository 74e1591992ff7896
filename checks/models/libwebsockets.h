// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
struct lws;
struct lws_context;
enum lws_client_connect_ssl_connection_flags {
  LCCSCF_USE_SSL = 1 << 0,
  LCCSCF_ALLOW_SELFSIGNED = 1 << 1,
  LCCSCF_SKIP_SERVER_CERT_HOSTNAME_CHECK = 1 << 2,
  LCCSCF_ALLOW_EXPIRED = 1 << 3,
  LCCSCF_ALLOW_INSECURE = 1 << 4,
};
#ifdef __cplusplus
}
#endif
