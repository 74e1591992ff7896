// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stdint.h>
typedef struct {
  uint32_t addr;
} ip4_addr_t;
typedef ip4_addr_t ip_addr_t;
extern const ip_addr_t ip_addr_any;
#define IP_ADDR_ANY (&ip_addr_any)
#define IP4_ADDR_ANY (&ip_addr_any)
#define IP_ANY_TYPE (&ip_addr_any)
