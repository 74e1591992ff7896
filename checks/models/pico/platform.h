// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once

// Where a function is kept: the argument is its name (Raspberry Pi Pico SDK, pico/platform.h).
#define __not_in_flash_func(name) name
#define __no_inline_not_in_flash_func(name) name
#define __time_critical_func(name) name
