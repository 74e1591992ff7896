/* libcurl, man 3 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

typedef void CURL;
typedef int CURLcode;
struct curl_slist {
  char* data;
  struct curl_slist* next;
};
#define CURLE_OK 0
#define CURL_GLOBAL_ALL 3
#define CURL_GLOBAL_DEFAULT 3
typedef enum {
  CURLOPT_WRITEDATA = 10001,
  CURLOPT_URL = 10002,
  CURLOPT_PROXY = 10004,
  CURLOPT_USERPWD = 10005,
  CURLOPT_WRITEFUNCTION = 20011,
  CURLOPT_TIMEOUT = 13,
  CURLOPT_POSTFIELDS = 10015,
  CURLOPT_USERAGENT = 10018,
  CURLOPT_HTTPHEADER = 10023,
  CURLOPT_SSLVERSION = 32,
  CURLOPT_VERBOSE = 41,
  CURLOPT_FOLLOWLOCATION = 52,
  CURLOPT_SSL_VERIFYPEER = 64,
  CURLOPT_CAINFO = 10065,
  CURLOPT_SSL_VERIFYHOST = 81,
  CURLOPT_CAPATH = 10097
} CURLoption;
enum {
  CURL_SSLVERSION_DEFAULT = 0,
  CURL_SSLVERSION_TLSv1 = 1,
  CURL_SSLVERSION_SSLv2 = 2,
  CURL_SSLVERSION_SSLv3 = 3,
  CURL_SSLVERSION_TLSv1_0 = 4,
  CURL_SSLVERSION_TLSv1_1 = 5,
  CURL_SSLVERSION_TLSv1_2 = 6,
  CURL_SSLVERSION_TLSv1_3 = 7
};
CURL* curl_easy_init(void);
CURLcode curl_easy_setopt(CURL* handle, CURLoption option, ...);
CURLcode curl_easy_perform(CURL* handle);
void curl_easy_cleanup(CURL* handle);
CURLcode curl_global_init(long flags);
void curl_global_cleanup(void);
const char* curl_easy_strerror(CURLcode code);
struct curl_slist* curl_slist_append(struct curl_slist* list, const char* text);
void curl_slist_free_all(struct curl_slist* list);

#ifdef __cplusplus
}
#endif
