/* Linux */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

struct crypt_data {
  char output[384];
  char initialized;
};
char* crypt(const char* password, const char* salt);
char* crypt_r(const char* password, const char* salt, struct crypt_data* data);

#ifdef __cplusplus
}
#endif
