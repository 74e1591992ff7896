#pragma once

#include <string>

namespace cpsaudit {

/// From here on Ctrl-C and a request to terminate leave no half file behind and the terminal's line clean, and end the
/// program as the signal would have: a shell sees 130.
void leave_cleanly_when_interrupted();

/// A file that is being written beside the one that it will replace. It is removed when this object goes, and when the
/// program is interrupted, unless it was kept.
class PartFile {
 public:
  /// `name` is relative to `directory`, a descriptor that stays open as long as this object, or AT_FDCWD. Only one
  /// such file can be under way.
  PartFile(int directory, std::string name);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  /// It has become the file that it was meant to be.
  void keep();

 private:
  int directory_;
  std::string name_;
  bool kept_ = false;
};

}  // namespace cpsaudit
