/* OpenSSL, man 3 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

unsigned long ERR_get_error(void);

#ifdef __cplusplus
}
#endif
