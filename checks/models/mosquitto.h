/* libmosquitto, man 3 */
#pragma once

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct mosquitto;
int mosquitto_connect(struct mosquitto* client, const char* host, int port, int keepalive);
int mosquitto_username_pw_set(struct mosquitto* client, const char* username, const char* password);
int mosquitto_tls_set(struct mosquitto* client, const char* cafile, const char* capath, const char* certfile,
                      const char* keyfile, int (*password)(char*, int, int, void*));
int mosquitto_tls_insecure_set(struct mosquitto* client, bool value);
int mosquitto_tls_opts_set(struct mosquitto* client, int cert_reqs, const char* version, const char* ciphers);

#ifdef __cplusplus
}
#endif
