// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef struct evp_md_st EVP_MD;
typedef struct evp_md_ctx_st EVP_MD_CTX;
typedef struct evp_cipher_st EVP_CIPHER;
typedef struct evp_cipher_ctx_st EVP_CIPHER_CTX;
typedef struct evp_pkey_st EVP_PKEY;
const EVP_MD* EVP_md5(void);
const EVP_MD* EVP_sha1(void);
const EVP_MD* EVP_sha256(void);
const EVP_CIPHER* EVP_des_cbc(void);
const EVP_CIPHER* EVP_des_ecb(void);
const EVP_CIPHER* EVP_des_ede3_cbc(void);
const EVP_CIPHER* EVP_rc4(void);
const EVP_CIPHER* EVP_aes_128_ecb(void);
const EVP_CIPHER* EVP_aes_128_cbc(void);
const EVP_CIPHER* EVP_aes_256_gcm(void);
int EVP_DigestVerifyFinal(EVP_MD_CTX* ctx, const unsigned char* signature, unsigned long length);
int EVP_VerifyFinal(EVP_MD_CTX* ctx, const unsigned char* signature, unsigned int length, EVP_PKEY* key);
#ifdef __cplusplus
}
#endif
