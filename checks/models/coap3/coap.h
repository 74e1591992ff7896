// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct coap_context_t coap_context_t;
typedef struct coap_session_t coap_session_t;
typedef struct coap_endpoint_t coap_endpoint_t;
typedef struct coap_address_t coap_address_t;
typedef enum {
  COAP_PROTO_NONE = 0,
  COAP_PROTO_UDP,
  COAP_PROTO_DTLS,
  COAP_PROTO_TCP,
  COAP_PROTO_TLS,
  COAP_PROTO_WS,
  COAP_PROTO_WSS
} coap_proto_t;
typedef enum {
  COAP_PKI_KEY_PEM = 0,
  COAP_PKI_KEY_ASN1,
  COAP_PKI_KEY_PEM_BUF,
  COAP_PKI_KEY_PKCS11,
  COAP_PKI_KEY_DEFINE
} coap_pki_key_t;
// coap_dtls_pki_t and its relatives gain fields from release to release: left to the code that fills them in.
coap_context_t* coap_new_context(const coap_address_t* listen_addr);
coap_endpoint_t* coap_new_endpoint(coap_context_t* context, const coap_address_t* listen_addr, coap_proto_t proto);
coap_session_t* coap_new_client_session(coap_context_t* context, const coap_address_t* local_if,
                                        const coap_address_t* server, coap_proto_t proto);
coap_session_t* coap_new_client_session_psk(coap_context_t* context, const coap_address_t* local_if,
                                            const coap_address_t* server, coap_proto_t proto, const char* identity,
                                            const uint8_t* key, unsigned key_len);
int coap_context_set_psk(coap_context_t* context, const char* hint, const uint8_t* key, size_t key_len);
#ifdef __cplusplus
}
#endif
