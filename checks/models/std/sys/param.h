/* BSD */
#pragma once

#include <limits.h>
#include <sys/types.h>

#define MAXPATHLEN PATH_MAX
#ifndef MIN
#define MIN(a, b) (((a) < (b)) ? (a) : (b))
#endif
#ifndef MAX
#define MAX(a, b) (((a) > (b)) ? (a) : (b))
#endif
