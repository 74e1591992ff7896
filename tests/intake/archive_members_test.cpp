#include "intake/archive_members.h"

#include <gtest/gtest.h>

#include <string>

namespace cpsaudit {
namespace {

/// A field of a header, filled up with NUL.
std::string field(std::string text, std::size_t size) {
  text.resize(size, '\0');
  return text;
}

std::string tar_entry(const std::string& name, const std::string& mode, const std::string& owner,
                      const std::string& body, char type = '0') {
  std::string size(11, '0');
  std::size_t rest = body.size();
  for (std::size_t i = size.size(); rest > 0; rest /= 8) size[--i] = static_cast<char>('0' + rest % 8);
  std::string header = field(name, 100) + field(mode, 8) + field("0001750", 8) + field("0001750", 8) + field(size, 12) +
                       field("0", 12) + field("", 8) + type + field("", 100) +
                       field(std::string("ustar\0"
                                         "00",
                                         8),
                             8) +
                       field(owner, 32);
  header.resize(512, '\0');
  std::string padded = body;
  padded.resize((body.size() + 511) / 512 * 512, '\0');
  return header + padded;
}

TEST(ArchiveMembers, ATarTellsRightsAndOwners) {
  const std::string bytes = tar_entry("./etc/shadow", "0000644", "root", std::string(700, 'x')) +
                            tar_entry("etc/", "0000755", "root", "", '5') +
                            tar_entry("usr/bin/agent", "0004755", "", "y") + std::string(1024, '\0');
  const auto members = archive_members(bytes);
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].path, "etc/shadow");
  EXPECT_EQ(members[0].mode, 0644U);
  EXPECT_EQ(members[0].owner, "root");
  EXPECT_EQ(members[1].mode, 04755U);
  EXPECT_EQ(members[1].owner, "1000");
}

TEST(ArchiveMembers, ALongNameBelongsToTheNextMember) {
  const std::string name(180, 'n');
  const auto members =
      archive_members(tar_entry("././@LongLink", "0000644", "root", name, 'L') + tar_entry("nnn", "0000600", "a", ""));
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].path, name);
}

TEST(ArchiveMembers, AnArchiveThatBreaksEndsThere) {
  std::string bytes = tar_entry("a", "0000600", "root", "x");
  EXPECT_EQ(archive_members(bytes + std::string(512, 'z')).size(), 1U);
  bytes[124] = '7';
  EXPECT_TRUE(archive_members(bytes).empty());
  for (std::size_t cut = 0; cut < bytes.size(); cut += 37) archive_members(bytes.substr(0, cut));
}

TEST(ArchiveMembers, ACpioTellsRightsAndOwners) {
  const auto entry = [](const std::string& name, const std::string& mode, const std::string& size,
                        const std::string& body) {
    char length[9] = {};
    std::snprintf(length, sizeof(length), "%08zx", name.size() + 1);
    std::string header =
        "070701"
        "00000001" +
        mode +
        "00000000"
        "00000000"
        "00000001"
        "00000000" +
        size +
        "00000000"
        "00000000"
        "00000000"
        "00000000" +
        length + "00000000" + name;
    header.push_back('\0');
    header.resize((header.size() + 3) / 4 * 4, '\0');
    return header + body;
  };
  const auto members =
      archive_members(entry("etc/init.d/S50x", "000081ed", "00000004", "abcd") +
                      entry("bin", "000041ed", "00000000", "") + entry("TRAILER!!!", "00000000", "00000000", ""));
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].path, "etc/init.d/S50x");
  EXPECT_EQ(members[0].mode, 0755U);
  EXPECT_EQ(members[0].owner, "0");
}

TEST(ArchiveMembers, OtherBytesAreNoArchive) {
  EXPECT_TRUE(archive_members("").empty());
  EXPECT_TRUE(archive_members(std::string("PK\x03\x04", 4)).empty());
  EXPECT_TRUE(archive_members(std::string(600, 'x')).empty());
}

}  // namespace
}  // namespace cpsaudit
