// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include "esp_err.h"
#define ESP_LOGE(tag, ...) esp_log_write(1, tag, __VA_ARGS__)
#define ESP_LOGW(tag, ...) esp_log_write(2, tag, __VA_ARGS__)
#define ESP_LOGI(tag, ...) esp_log_write(3, tag, __VA_ARGS__)
#define ESP_LOGD(tag, ...) esp_log_write(4, tag, __VA_ARGS__)
#define ESP_LOGV(tag, ...) esp_log_write(5, tag, __VA_ARGS__)
#ifdef __cplusplus
extern "C"
#endif
    void
    esp_log_write(int level, const char* tag, const char* format, ...);
