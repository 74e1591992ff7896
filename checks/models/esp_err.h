// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
typedef int esp_err_t;
#define ESP_OK 0
#define ESP_FAIL (-1)
#define ESP_ERR_NO_MEM 0x101
#define ESP_ERR_INVALID_ARG 0x102
#define ESP_ERR_INVALID_STATE 0x103
#define ESP_ERR_NOT_FOUND 0x105
#define ESP_ERROR_CHECK(x) (void)(x)
#define ESP_ERROR_CHECK_WITHOUT_ABORT(x) (x)
#ifdef __cplusplus
extern "C"
#endif
const char *esp_err_to_name(esp_err_t code);
