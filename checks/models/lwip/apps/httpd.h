// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
void httpd_init(void);
void httpd_inits(void* config);
#ifdef __cplusplus
}
#endif
