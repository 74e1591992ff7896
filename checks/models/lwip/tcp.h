// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include "lwip/err.h"
#include "lwip/ip_addr.h"
#ifdef __cplusplus
extern "C" {
#endif
struct tcp_pcb;
struct tcp_pcb* tcp_new(void);
err_t tcp_bind(struct tcp_pcb* pcb, const ip_addr_t* address, uint16_t port);
struct tcp_pcb* tcp_listen(struct tcp_pcb* pcb);
err_t tcp_connect(struct tcp_pcb* pcb, const ip_addr_t* address, uint16_t port, ...);
#ifdef __cplusplus
}
#endif
