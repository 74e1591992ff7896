/* The old place of string.h */
#pragma once

#include <string.h>
