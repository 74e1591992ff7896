#include "engine/password_hash.h"

#include <gtest/gtest.h>

#include "engine/cracked_hash.h"

namespace cpsaudit {
namespace {

bool is_hash_of(std::string_view password, std::string_view hash) {
  const auto form = form_of_password_hash(hash);
  return form && is_password_of(password, hash, *form);
}

// Made with openssl passwd, and with hashlib as mosquitto_passwd does.
constexpr std::string_view kHashesOfAdmin[] = {
    "$apr1$Qz4bLr0u$sMaReFYdcGxX9JCDSjHL.1",
    "$6$Y3BzYXVkaXQtc2x0$jvzp5DmEFLYG5hKv3Nv01Ihed3Nq0a+CjCVlc423RVfudoh29Trg23GQi0AXeG5qWmQzxlcPYwl7tvK+sD31uA==",
    "$7$101$Y3BzYXVkaXQtc2x0$btS39jDCdAN/J+bfYN5MQnljki3rOaJCab4qhZQIe0d5ofvasj2EWSYJnxM27mqIHdEK3x4CFehTSz89al6QxQ==",
    "21232f297a57a5a743894a0e4a801fc3",
    "8C6976E5B5410415BDE908BD4DEE15DFB167A9C873FC4BB8A81F6F2AB448A918",
    "jGl25bVBBBW96Qi9Te4V37Fnqchz/Eu4qB9vKrRIqRg=",
    "0DPiKuNIrrVmD8IUCuw1hQxNqZc=",
};

TEST(PasswordHash, EveryFormKnowsItsPassword) {
  for (const std::string_view hash : kHashesOfAdmin) {
    EXPECT_TRUE(is_hash_of("admin", hash)) << hash;
    EXPECT_FALSE(is_hash_of("root", hash)) << hash;
    EXPECT_FALSE(is_hash_of("", hash)) << hash;
  }
}

TEST(PasswordHash, TextThatMerelyLooksLikeOneIsHarmless) {
  for (const char* hash :
       {"$7$9999999$====$", "$apr1$", "$6$rounds=999999999$a$b", "$2y$31$abcdefghijklmnopqrstuv", "", "$y$jFT$a$b"}) {
    HashBreaker breaker({"x"});
    EXPECT_FALSE(breaker.breaks(hash, Dictionary::read("admin\n"))) << hash;
  }
}

TEST(PasswordHash, AWordOfTheTreeIsTried) {
  const std::string_view hash =
      "$6$ab12cd34$45AqH4NOTgqqmr65Od4TTInZV/nS16fcM2UP7pH6.lmbxrdxpbm6Cy65S.gJVF6AO6pKuvsLGDL5dEr75Jxo91";
  EXPECT_TRUE(HashBreaker({"FG-9000"}).breaks(hash, {}));
  EXPECT_FALSE(HashBreaker({"FG-9001"}).breaks(hash, {}));
}

TEST(PasswordHash, TheDigestOfNothingIsNoPassword) {
  EXPECT_FALSE(HashBreaker({}).breaks("d41d8cd98f00b204e9800998ecf8427e", Dictionary::read("admin\n")));
}

}  // namespace
}  // namespace cpsaudit
