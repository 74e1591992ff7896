/* POSIX.1 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned char cc_t;
typedef unsigned int speed_t;
typedef unsigned int tcflag_t;
struct termios {
  tcflag_t c_iflag;
  tcflag_t c_oflag;
  tcflag_t c_cflag;
  tcflag_t c_lflag;
  cc_t c_line;
  cc_t c_cc[32];
  speed_t c_ispeed;
  speed_t c_ospeed;
};
int tcgetattr(int descriptor, struct termios* settings);
int tcsetattr(int descriptor, int when, const struct termios* settings);
int tcflush(int descriptor, int which);
int cfsetispeed(struct termios* settings, speed_t speed);
int cfsetospeed(struct termios* settings, speed_t speed);
void cfmakeraw(struct termios* settings);

#ifdef __cplusplus
}
#endif
