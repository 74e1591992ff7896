// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
void snmp_init(void);
void snmp_set_community(const char* community);
void snmp_set_community_write(const char* community);
void snmp_set_community_trap(const char* community);
#ifdef __cplusplus
}
#endif
