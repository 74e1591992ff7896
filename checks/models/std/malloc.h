/* The old place of malloc */
#pragma once

#include <stdlib.h>
