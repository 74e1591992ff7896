// Declarations of a public API, for reading code without its SDK. Minimal: what checks ask for.
#pragma once
typedef struct rsa_st RSA;
int RSA_verify(int type, const unsigned char* digest, unsigned int digest_length, const unsigned char* signature,
               unsigned int signature_length, RSA* rsa);
