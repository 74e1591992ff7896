// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include "esp_err.h"
#ifdef __cplusplus
extern "C" {
#endif
// Macros in the SDK; checks look at them as functions.
void ESP_LOGE(const char* tag, const char* format, ...);
void ESP_LOGW(const char* tag, const char* format, ...);
void ESP_LOGI(const char* tag, const char* format, ...);
void ESP_LOGD(const char* tag, const char* format, ...);
void ESP_LOGV(const char* tag, const char* format, ...);
void esp_log_write(int level, const char* tag, const char* format, ...);
#ifdef __cplusplus
}
#endif
