// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stdint.h>
typedef int8_t err_t;
enum { ERR_OK = 0, ERR_MEM = -1, ERR_BUF = -2, ERR_TIMEOUT = -3, ERR_RTE = -4, ERR_INPROGRESS = -5, ERR_VAL = -6 };
