// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
#define LIBSSH2_HOSTKEY_HASH_MD5 1
#define LIBSSH2_HOSTKEY_HASH_SHA1 2
#define LIBSSH2_HOSTKEY_HASH_SHA256 3
typedef struct _LIBSSH2_SESSION LIBSSH2_SESSION;
typedef struct _LIBSSH2_CHANNEL LIBSSH2_CHANNEL;
typedef struct _LIBSSH2_KNOWNHOSTS LIBSSH2_KNOWNHOSTS;
struct libssh2_knownhost;
LIBSSH2_SESSION* libssh2_session_init(void);
int libssh2_session_handshake(LIBSSH2_SESSION* session, int socket);
int libssh2_session_method_pref(LIBSSH2_SESSION* session, int method_type, const char* prefs);
int libssh2_userauth_password(LIBSSH2_SESSION* session, const char* username, const char* password);
int libssh2_userauth_password_ex(LIBSSH2_SESSION* session, const char* username, unsigned int username_len,
                                 const char* password, unsigned int password_len, void* change);
const char* libssh2_hostkey_hash(LIBSSH2_SESSION* session, int hash_type);
const char* libssh2_session_hostkey(LIBSSH2_SESSION* session, size_t* len, int* type);
LIBSSH2_KNOWNHOSTS* libssh2_knownhost_init(LIBSSH2_SESSION* session);
int libssh2_knownhost_check(LIBSSH2_KNOWNHOSTS* hosts, const char* host, const char* key, size_t keylen, int typemask,
                            struct libssh2_knownhost** knownhost);
int libssh2_knownhost_checkp(LIBSSH2_KNOWNHOSTS* hosts, const char* host, int port, const char* key, size_t keylen,
                             int typemask, struct libssh2_knownhost** knownhost);
#ifdef __cplusplus
}
#endif
