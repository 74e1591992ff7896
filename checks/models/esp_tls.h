// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include "esp_err.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct esp_tls esp_tls_t;
typedef struct {
  const unsigned char* psk_key;
  size_t key_size;
  const char* hint;
} psk_key_hint;
typedef psk_key_hint psk_hint_key_t;
typedef struct {
  const char** alpn_protos;
  const unsigned char* cacert_buf;
  unsigned int cacert_bytes;
  const unsigned char* clientcert_buf;
  unsigned int clientcert_bytes;
  const unsigned char* clientkey_buf;
  unsigned int clientkey_bytes;
  const unsigned char* clientkey_password;
  unsigned int clientkey_password_len;
  bool non_block;
  int timeout_ms;
  bool use_global_ca_store;
  const char* common_name;
  bool skip_common_name;
  const psk_hint_key_t* psk_hint_key;
  esp_err_t (*crt_bundle_attach)(void* conf);
  void* ds_data;
  bool is_plain_tcp;
} esp_tls_cfg_t;
esp_tls_t* esp_tls_init(void);
esp_tls_t* esp_tls_conn_http_new(const char* url, const esp_tls_cfg_t* config);
int esp_tls_conn_new_sync(const char* hostname, int length, int port, const esp_tls_cfg_t* config, esp_tls_t* tls);
#ifdef __cplusplus
}
#endif
