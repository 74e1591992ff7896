#include "intake/container.h"

#include <gtest/gtest.h>

#include <string>

namespace cpsaudit {
namespace {

using namespace std::string_literals;

std::string at(std::size_t offset, const std::string& mark) {
  return std::string(offset, '\0') + mark;
}

TEST(ContainerKind, NamesArchivesAndImagesByTheirMarks) {
  EXPECT_EQ(container_kind("a.bin", "hsqs\4\0"s), "squashfs image");
  EXPECT_EQ(container_kind("a", at(257, "ustar\0"s)), "tar archive");
  EXPECT_EQ(container_kind("disk", at(1080, "\x53\xEF"s)), "ext file system image");
  EXPECT_EQ(container_kind("app.jar", "PK\x03\x04..."s), "zip archive");
}

TEST(ContainerKind, ACompressedFileCountsWhenItsNameSaysThatItHoldsMore) {
  const std::string gzip = "\x1F\x8B\x08"s;
  EXPECT_EQ(container_kind("out/rootfs.tar.gz", gzip), "gzip archive");
  EXPECT_EQ(container_kind("luci.ipk", gzip), "gzip archive");
  EXPECT_EQ(container_kind("boot/initrd.gz", gzip), "gzip archive");
  EXPECT_EQ(container_kind("usr/share/man/man1/ls.1.gz", gzip), "");
  EXPECT_EQ(container_kind("lib/modules/wifi.ko.gz", gzip), "");
}

TEST(ContainerKind, OtherFilesAreNone) {
  EXPECT_EQ(container_kind("a.png", "\x89PNG\r\n"s), "");
  EXPECT_EQ(container_kind("ustar", "ustar"s), "");
  EXPECT_EQ(container_kind("empty", ""), "");
}

}  // namespace
}  // namespace cpsaudit
