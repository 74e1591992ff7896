// The parts of Bluedroid's GATT server that a table of attributes is made of, after esp_gatt_defs.h and esp_bt_defs.h.
#pragma once
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
#define ESP_GATT_PERM_READ (1 << 0)
#define ESP_GATT_PERM_READ_ENCRYPTED (1 << 1)
#define ESP_GATT_PERM_READ_ENC_MITM (1 << 2)
#define ESP_GATT_PERM_WRITE (1 << 4)
#define ESP_GATT_PERM_WRITE_ENCRYPTED (1 << 5)
#define ESP_GATT_PERM_WRITE_ENC_MITM (1 << 6)
#define ESP_GATT_PERM_WRITE_SIGNED (1 << 7)
#define ESP_GATT_PERM_WRITE_SIGNED_MITM (1 << 8)
#define ESP_GATT_RSP_BY_APP 0
#define ESP_GATT_AUTO_RSP 1
#define ESP_UUID_LEN_16 2
#define ESP_UUID_LEN_32 4
#define ESP_UUID_LEN_128 16
typedef uint16_t esp_gatt_perm_t;
typedef struct {
  uint8_t auto_rsp;
} esp_attr_control_t;
typedef struct {
  uint16_t uuid_length;
  uint8_t* uuid_p;
  uint16_t perm;
  uint16_t max_length;
  uint16_t length;
  uint8_t* value;
} esp_attr_desc_t;
typedef struct {
  esp_attr_control_t attr_control;
  esp_attr_desc_t att_desc;
} esp_gatts_attr_db_t;
#ifdef __cplusplus
}
#endif
