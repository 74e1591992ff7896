/* Linux */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

int reboot(int command);

#ifdef __cplusplus
}
#endif
