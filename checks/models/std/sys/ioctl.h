/* POSIX.1 and Linux */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

struct winsize {
  unsigned short ws_row;
  unsigned short ws_col;
  unsigned short ws_xpixel;
  unsigned short ws_ypixel;
};
int ioctl(int descriptor, unsigned long request, ...);

#ifdef __cplusplus
}
#endif
