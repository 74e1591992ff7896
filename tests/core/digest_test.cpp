#include "core/digest.h"

#include <gtest/gtest.h>

namespace cpsaudit {
namespace {

TEST(Digest, Sha256IsTheOneOfFips180) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, UuidV5IsTheOneOfRfc9562) {
  // RFC 9562, appendix A.4: "www.example.com" in the name space of domain names.
  EXPECT_EQ(uuid_v5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

}  // namespace
}  // namespace cpsaudit
