// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define HIGH 1
#define LOW 0
#define INPUT 0
#define OUTPUT 1
#define PROGMEM
#define IRAM_ATTR
#define ICACHE_RAM_ATTR
#define ICACHE_FLASH_ATTR
#define RTC_DATA_ATTR
#define F(text) (text)
#define PSTR(text) (text)
#define FPSTR(text) (text)
typedef uint8_t byte;
typedef bool boolean;
// Classes are left open: code that nobody can compile is kept as it is written.
