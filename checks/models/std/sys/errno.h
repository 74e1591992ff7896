/* The old place of errno.h */
#pragma once

#include <errno.h>
