// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct {
  size_t length;
  unsigned char *data;
} UA_String;
typedef struct {
  UA_String username;
  UA_String password;
} UA_UsernamePasswordLogin;
#ifdef __cplusplus
}
#endif
