#include "intake/container.h"

#include <re2/re2.h>

#include <cstddef>

namespace cpsaudit {
namespace {

using namespace std::string_view_literals;

struct Mark {
  std::string_view bytes;
  std::size_t offset;
  std::string_view kind;
};

// From the magic(5) entries of these formats; both byte orders where a format has both.
constexpr Mark kMarks[] = {
    {"ustar"sv, 257, "tar archive"},
    {"070701"sv, 0, "cpio archive"},
    {"070702"sv, 0, "cpio archive"},
    {"070707"sv, 0, "cpio archive"},
    {"PK\x03\x04"sv, 0, "zip archive"},
    {"7z\xBC\xAF\x27\x1C"sv, 0, "7z archive"},
    {"Rar!\x1A\x07"sv, 0, "rar archive"},
    {"!<arch>\ndebian-binary"sv, 0, "Debian package"},
    {"\xED\xAB\xEE\xDB"sv, 0, "RPM package"},
    {"hsqs"sv, 0, "squashfs image"},
    {"sqsh"sv, 0, "squashfs image"},
    {"\x45\x3D\xCD\x28"sv, 0, "cramfs image"},
    {"\x28\xCD\x3D\x45"sv, 0, "cramfs image"},
    {"-rom1fs-"sv, 0, "romfs image"},
    {"UBI#"sv, 0, "UBI image"},
    {"\x31\x18\x10\x06"sv, 0, "UBIFS image"},
    {"\x85\x19\x03\x20"sv, 0, "JFFS2 image"},
    {"\x19\x85\x20\x03"sv, 0, "JFFS2 image"},
    {"\x53\xEF"sv, 1080, "ext file system image"},
    {"\xE2\xE1\xF5\xE0"sv, 1024, "EROFS image"},
    {"CD001"sv, 32769, "ISO 9660 image"},
    {"\x27\x05\x19\x56"sv, 0, "U-Boot image"},
    {"ANDROID!"sv, 0, "Android boot image"},
    {"HDR0"sv, 0, "TRX firmware image"},
    {"QFI\xFB"sv, 0, "disk image"},
};

constexpr Mark kStreams[] = {
    {"\x1F\x8B"sv, 0, "gzip archive"}, {"\xFD\x37zXZ\0"sv, 0, "xz archive"},
    {"BZh"sv, 0, "bzip2 archive"},     {"\x28\xB5\x2F\xFD"sv, 0, "zstd archive"},
    {"\x5D\0\0"sv, 0, "lzma archive"}, {"\x04\x22\x4D\x18"sv, 0, "lz4 archive"},
};

bool has(const Mark& mark, std::string_view bytes) {
  return bytes.size() >= mark.offset && bytes.substr(mark.offset).starts_with(mark.bytes);
}

/// The name of a compressed file that holds many files.
bool names_many(std::string_view path) {
  static const RE2 pattern(
      R"((?i)(?:\.(?:tgz|txz|tbz2?|tzst|ipk|apk)|\.(?:tar|cpio|img|ext[234]|squashfs|ubi|ubifs|bin|rootfs|wic|sdcard)\.[a-z0-9]{2,4}|(?:^|/)(?:initramfs|initrd|rootfs)[^/]*)$)");
  return RE2::PartialMatch(path, pattern);
}

}  // namespace

std::string_view container_kind(std::string_view path, std::string_view bytes) {
  for (const Mark& mark : kMarks) {
    if (has(mark, bytes)) return mark.kind;
  }
  for (const Mark& stream : kStreams) {
    if (has(stream, bytes) && names_many(path)) return stream.kind;
  }
  return {};
}

}  // namespace cpsaudit
