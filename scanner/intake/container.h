#pragma once

#include <string_view>

namespace cpsaudit {

/// What an archive or the image of a file system is called ("squashfs image"), or empty when `bytes`, a whole file, is
/// none. Recognised by the marks that the formats' own descriptions give. A single compressed file is one only when its
/// name says that it holds more ("rootfs.tar.gz", "disk.img.xz"): a compressed manual page hides nothing.
/// `path` is relative to the root.
std::string_view container_kind(std::string_view path, std::string_view bytes);

}  // namespace cpsaudit
