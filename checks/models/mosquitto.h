// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stdbool.h>
#ifdef __cplusplus
extern "C" {
#endif
struct mosquitto;
struct mosquitto *mosquitto_new(const char *id, bool clean_session, void *object);
int mosquitto_lib_init(void);
int mosquitto_username_pw_set(struct mosquitto *mosq, const char *username, const char *password);
int mosquitto_connect(struct mosquitto *mosq, const char *host, int port, int keepalive);
int mosquitto_connect_async(struct mosquitto *mosq, const char *host, int port, int keepalive);
int mosquitto_tls_set(struct mosquitto *mosq, const char *cafile, const char *capath, const char *certfile,
                      const char *keyfile, int (*password_callback)(char *, int, int, void *));
int mosquitto_tls_insecure_set(struct mosquitto *mosq, bool value);
int mosquitto_tls_opts_set(struct mosquitto *mosq, int cert_reqs, const char *tls_version, const char *ciphers);
int mosquitto_tls_psk_set(struct mosquitto *mosq, const char *psk, const char *identity, const char *ciphers);
#ifdef __cplusplus
}
#endif
