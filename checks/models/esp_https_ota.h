// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include "esp_http_client.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef void* esp_https_ota_handle_t;
typedef struct {
  const esp_http_client_config_t* http_config;
  esp_err_t (*http_client_init_cb)(esp_http_client_handle_t client);
  bool bulk_flash_erase;
  bool partial_http_download;
  int max_http_request_size;
} esp_https_ota_config_t;
esp_err_t esp_https_ota(const esp_https_ota_config_t* config);
esp_err_t esp_https_ota_begin(const esp_https_ota_config_t* config, esp_https_ota_handle_t* handle);
esp_err_t esp_https_ota_perform(esp_https_ota_handle_t handle);
esp_err_t esp_https_ota_finish(esp_https_ota_handle_t handle);
#ifdef __cplusplus
}
#endif
