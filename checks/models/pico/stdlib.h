// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "pico/platform.h"
