// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef void* MQTTAsync;
typedef struct {
  char struct_id[4];
  int struct_version;
  const char* trustStore;
  const char* keyStore;
  const char* privateKey;
  const char* privateKeyPassword;
  const char* enabledCipherSuites;
  int enableServerCertAuth;
  int sslVersion;
  int verify;
  const char* CApath;
} MQTTAsync_SSLOptions;
typedef struct {
  char struct_id[4];
  int struct_version;
  int keepAliveInterval;
  int cleansession;
  int maxInflight;
  void* will;
  const char* username;
  const char* password;
  int connectTimeout;
  int retryInterval;
  MQTTAsync_SSLOptions* ssl;
} MQTTAsync_connectOptions;
#define MQTT_SSL_VERSION_DEFAULT 0
#define MQTT_SSL_VERSION_TLS_1_0 1
#define MQTT_SSL_VERSION_TLS_1_1 2
#define MQTT_SSL_VERSION_TLS_1_2 3
#define MQTTASYNC_SUCCESS 0
#define MQTTCLIENT_PERSISTENCE_NONE 1
int MQTTAsync_create(MQTTAsync* handle, const char* serverURI, const char* clientId, int persistence_type,
                     void* persistence_context);
int MQTTAsync_connect(MQTTAsync handle, MQTTAsync_connectOptions* options);
#ifdef __cplusplus
}
#endif
