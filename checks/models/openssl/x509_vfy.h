/* OpenSSL, man 3 */
#pragma once

#include <openssl/x509.h>
