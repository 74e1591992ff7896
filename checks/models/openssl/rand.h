/* OpenSSL, man 3 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

int RAND_bytes(unsigned char* data, int size);

#ifdef __cplusplus
}
#endif
