// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct MQTTConnectInfo {
  bool cleanSession;
  uint16_t keepAliveSeconds;
  const char* pClientIdentifier;
  uint16_t clientIdentifierLength;
  const char* pUserName;
  uint16_t userNameLength;
  const char* pPassword;
  uint16_t passwordLength;
} MQTTConnectInfo_t;
#ifdef __cplusplus
}
#endif
