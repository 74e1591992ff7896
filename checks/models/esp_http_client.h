// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include "esp_err.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct esp_http_client* esp_http_client_handle_t;
typedef enum {
  HTTP_TRANSPORT_UNKNOWN = 0,
  HTTP_TRANSPORT_OVER_TCP,
  HTTP_TRANSPORT_OVER_SSL
} esp_http_client_transport_t;
typedef enum { HTTP_AUTH_TYPE_NONE = 0, HTTP_AUTH_TYPE_BASIC, HTTP_AUTH_TYPE_DIGEST } esp_http_client_auth_type_t;
typedef struct {
  const char* url;
  const char* host;
  int port;
  const char* username;
  const char* password;
  esp_http_client_auth_type_t auth_type;
  const char* path;
  const char* query;
  const char* cert_pem;
  size_t cert_len;
  const char* client_cert_pem;
  size_t client_cert_len;
  const char* client_key_pem;
  size_t client_key_len;
  const char* client_key_password;
  size_t client_key_password_len;
  int tls_version;
  const char* user_agent;
  int method;
  int timeout_ms;
  bool disable_auto_redirect;
  int max_redirection_count;
  int max_authorization_retries;
  int (*event_handler)(void* event);
  esp_http_client_transport_t transport_type;
  int buffer_size;
  int buffer_size_tx;
  void* user_data;
  bool is_async;
  bool use_global_ca_store;
  bool skip_cert_common_name_check;
  const char* common_name;
  esp_err_t (*crt_bundle_attach)(void* conf);
  bool keep_alive_enable;
} esp_http_client_config_t;
esp_http_client_handle_t esp_http_client_init(const esp_http_client_config_t* config);
esp_err_t esp_http_client_set_url(esp_http_client_handle_t client, const char* url);
esp_err_t esp_http_client_set_username(esp_http_client_handle_t client, const char* username);
esp_err_t esp_http_client_set_password(esp_http_client_handle_t client, const char* password);
esp_err_t esp_http_client_perform(esp_http_client_handle_t client);
esp_err_t esp_http_client_cleanup(esp_http_client_handle_t client);
#ifdef __cplusplus
}
#endif
