// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
struct altcp_tls_config;
struct altcp_tls_config* altcp_tls_create_config_client(const uint8_t* cert, size_t cert_len);
struct altcp_tls_config* altcp_tls_create_config_client_2wayauth(const uint8_t* ca, size_t ca_len,
                                                                 const uint8_t* privkey, size_t privkey_len,
                                                                 const uint8_t* privkey_pass, size_t privkey_pass_len,
                                                                 const uint8_t* cert, size_t cert_len);
struct altcp_tls_config* altcp_tls_create_config_server_privkey_cert(const uint8_t* privkey, size_t privkey_len,
                                                                     const uint8_t* privkey_pass,
                                                                     size_t privkey_pass_len, const uint8_t* cert,
                                                                     size_t cert_len);
#ifdef __cplusplus
}
#endif
