/* ISO C, 7.13 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

typedef long jmp_buf[32];
int setjmp(jmp_buf environment);
void longjmp(jmp_buf environment, int value);

#ifdef __cplusplus
}
#endif
