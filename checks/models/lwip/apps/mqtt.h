// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "lwip/err.h"
#include "lwip/ip_addr.h"
#ifdef __cplusplus
extern "C" {
#endif
#define MQTT_PORT 1883
#define MQTT_TLS_PORT 8883
struct altcp_tls_config;
typedef struct mqtt_client_s mqtt_client_t;
struct mqtt_connect_client_info_t {
  const char* client_id;
  const char* client_user;
  const char* client_pass;
  uint16_t keep_alive;
  const char* will_topic;
  const char* will_msg;
  uint8_t will_msg_len;
  uint8_t will_qos;
  uint8_t will_retain;
  struct altcp_tls_config* tls_config;
};
mqtt_client_t* mqtt_client_new(void);
// A callback, its argument and the mqtt_connect_client_info_t follow.
err_t mqtt_client_connect(mqtt_client_t* client, const ip_addr_t* address, uint16_t port, ...);
#ifdef __cplusplus
}
#endif
