// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef void CURL;
typedef int CURLcode;
struct curl_slist;
#define CURLE_OK 0
#define CURL_GLOBAL_ALL 3
typedef enum {
  CURLOPT_WRITEDATA = 10001,
  CURLOPT_URL = 10002,
  CURLOPT_PORT = 3,
  CURLOPT_PROXY = 10004,
  CURLOPT_USERPWD = 10005,
  CURLOPT_PROXYUSERPWD = 10006,
  CURLOPT_SSLVERSION = 32,
  CURLOPT_FOLLOWLOCATION = 52,
  CURLOPT_SSL_VERIFYPEER = 64,
  CURLOPT_CAINFO = 10065,
  CURLOPT_SSL_VERIFYHOST = 81,
  CURLOPT_SSL_CIPHER_LIST = 10083,
  CURLOPT_CAPATH = 10097,
  CURLOPT_SSL_CTX_FUNCTION = 20108,
  CURLOPT_USE_SSL = 119,
  CURLOPT_USERNAME = 10173,
  CURLOPT_PASSWORD = 10174,
  CURLOPT_SSH_KNOWNHOSTS = 10183,
  CURLOPT_SSL_OPTIONS = 216,
  CURLOPT_XOAUTH2_BEARER = 10220,
  CURLOPT_PINNEDPUBLICKEY = 10230,
  CURLOPT_SSL_VERIFYSTATUS = 232,
  CURLOPT_PROXY_SSL_VERIFYPEER = 248,
  CURLOPT_PROXY_SSL_VERIFYHOST = 249,
  CURLOPT_DOH_SSL_VERIFYPEER = 306,
  CURLOPT_DOH_SSL_VERIFYHOST = 307,
} CURLoption;
enum {
  CURL_SSLVERSION_DEFAULT,
  CURL_SSLVERSION_TLSv1,
  CURL_SSLVERSION_SSLv2,
  CURL_SSLVERSION_SSLv3,
  CURL_SSLVERSION_TLSv1_0,
  CURL_SSLVERSION_TLSv1_1,
  CURL_SSLVERSION_TLSv1_2,
  CURL_SSLVERSION_TLSv1_3,
};
CURL *curl_easy_init(void);
CURLcode curl_easy_setopt(CURL *handle, CURLoption option, ...);
CURLcode curl_easy_perform(CURL *handle);
void curl_easy_cleanup(CURL *handle);
const char *curl_easy_strerror(CURLcode code);
struct curl_slist *curl_slist_append(struct curl_slist *list, const char *text);
#ifdef __cplusplus
}
#endif
