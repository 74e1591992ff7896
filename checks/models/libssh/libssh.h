// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef struct ssh_session_struct* ssh_session;
typedef struct ssh_key_struct* ssh_key;
#define SSH_OK 0
#define SSH_ERROR -1
enum ssh_known_hosts_e {
  SSH_KNOWN_HOSTS_ERROR = -2,
  SSH_KNOWN_HOSTS_NOT_FOUND = -1,
  SSH_KNOWN_HOSTS_UNKNOWN = 0,
  SSH_KNOWN_HOSTS_OK,
  SSH_KNOWN_HOSTS_CHANGED,
  SSH_KNOWN_HOSTS_OTHER,
};
enum ssh_server_known_e {
  SSH_SERVER_ERROR = -1,
  SSH_SERVER_NOT_KNOWN = 0,
  SSH_SERVER_KNOWN_OK,
  SSH_SERVER_KNOWN_CHANGED,
  SSH_SERVER_FOUND_OTHER,
  SSH_SERVER_FILE_NOT_FOUND,
};
enum ssh_auth_e {
  SSH_AUTH_SUCCESS = 0,
  SSH_AUTH_DENIED,
  SSH_AUTH_PARTIAL,
  SSH_AUTH_INFO,
  SSH_AUTH_AGAIN,
  SSH_AUTH_ERROR = -1
};
ssh_session ssh_new(void);
int ssh_connect(ssh_session session);
enum ssh_known_hosts_e ssh_session_is_known_server(ssh_session session);
#ifdef __cplusplus
}
#endif
