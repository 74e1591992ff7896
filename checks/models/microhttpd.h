// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
struct MHD_Daemon;
struct MHD_Connection;
struct MHD_Response;
enum MHD_Result { MHD_NO = 0, MHD_YES = 1 };
enum MHD_FLAG {
  MHD_NO_FLAG = 0,
  MHD_USE_DEBUG = 1,
  MHD_USE_ERROR_LOG = 1,
  MHD_USE_SSL = 2,
  MHD_USE_TLS = 2,
  MHD_USE_THREAD_PER_CONNECTION = 4,
  MHD_USE_SELECT_INTERNALLY = 8,
  MHD_USE_INTERNAL_POLLING_THREAD = 8,
  MHD_USE_IPv6 = 16,
  MHD_USE_POLL = 64,
  MHD_USE_EPOLL = 512,
};
enum MHD_OPTION {
  MHD_OPTION_END = 0,
  MHD_OPTION_CONNECTION_LIMIT = 2,
  MHD_OPTION_CONNECTION_TIMEOUT = 3,
  MHD_OPTION_SOCK_ADDR = 6,
  MHD_OPTION_HTTPS_MEM_KEY = 8,
  MHD_OPTION_HTTPS_MEM_CERT = 9,
};
// Callbacks and options follow: of any type.
struct MHD_Daemon* MHD_start_daemon(unsigned int flags, uint16_t port, ...);
char* MHD_basic_auth_get_username_password(struct MHD_Connection* connection, char** password);
char* MHD_digest_auth_get_username(struct MHD_Connection* connection);
int MHD_digest_auth_check(struct MHD_Connection* connection, const char* realm, const char* username,
                          const char* password, unsigned int nonce_timeout);
#ifdef __cplusplus
}
#endif
