/* ISO C, 7.11 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

char* setlocale(int category, const char* locale);

#ifdef __cplusplus
}
#endif
