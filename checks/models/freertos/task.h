// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include "freertos/FreeRTOS.h"
typedef void* TaskHandle_t;
typedef void (*TaskFunction_t)(void*);
#ifdef __cplusplus
extern "C" {
#endif
BaseType_t xTaskCreate(TaskFunction_t task, const char* name, uint32_t stack, void* argument, UBaseType_t priority,
                       TaskHandle_t* handle);
void vTaskDelay(TickType_t ticks);
void vTaskDelete(TaskHandle_t handle);
#ifdef __cplusplus
}
#endif
