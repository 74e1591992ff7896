#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cpsaudit {

/// Writes values one behind the other: numbers as LEB128, strings and lists with their length in front. The form has
/// no names and no versions: both ends are always the same program.
class ArchiveWriter {
 public:
  static constexpr bool kReading = false;

  void number(std::uint64_t value);
  void text(std::string_view value);
  std::string take() { return std::move(bytes_); }

  bool ok() const { return true; }
  bool enter() { return true; }
  void leave() {}

 private:
  std::string bytes_;
};

/// Reads what ArchiveWriter wrote. Bytes that it did not write make it fail, once and for good: from then on every
/// number is 0 and every text is empty. It never reads outside the bytes and allocates no more than they justify.
class ArchiveReader {
 public:
  static constexpr bool kReading = true;
  /// How deep values may nest. Parsers stop far earlier.
  static constexpr std::size_t kMaxDepth = 1000;

  /// `bytes` must outlive the reader.
  explicit ArchiveReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number();
  std::string text();
  /// A count of values that follow; each takes at least one byte, so more than there are bytes is a failure.
  std::size_t count();

  bool ok() const { return !failed_; }
  bool at_end() const { return rest_.empty(); }
  void fail() { failed_ = true; }
  /// False, and failed, when nested too deep. Each successful call is paired with leave().
  bool enter();
  void leave() { --depth_; }

 private:
  std::string_view rest_;
  std::size_t depth_ = 0;
  bool failed_ = false;
};

/// `T` or `const T`: one list of fields serves both directions.
template <typename Value, typename T>
concept Of = std::same_as<std::remove_const_t<Value>, T>;

template <typename Archive>
void transfer(Archive& archive, Of<bool> auto& value) {
  if constexpr (Archive::kReading) {
    const std::uint64_t number = archive.number();
    if (number > 1) archive.fail();
    value = number == 1;
  } else {
    archive.number(value ? 1 : 0);
  }
}

template <typename Archive, typename Integer>
  requires std::unsigned_integral<Integer> && (!Of<Integer, bool>)
void transfer(Archive& archive, Integer& value) {
  if constexpr (Archive::kReading) {
    const std::uint64_t number = archive.number();
    value = static_cast<Integer>(number);
    if (value != number) archive.fail();
  } else {
    archive.number(value);
  }
}

template <typename Archive, typename Integer>
  requires std::signed_integral<Integer>
void transfer(Archive& archive, Integer& value) {
  // The sign in the lowest bit keeps small negative numbers short.
  if constexpr (Archive::kReading) {
    const std::uint64_t number = archive.number();
    const auto magnitude = static_cast<std::int64_t>(number >> 1U);
    const std::int64_t wide = (number & 1U) != 0 ? -magnitude - 1 : magnitude;
    value = static_cast<Integer>(wide);
    if (value != wide) archive.fail();
  } else {
    const auto wide = static_cast<std::int64_t>(value);
    archive.number(wide < 0 ? (static_cast<std::uint64_t>(-(wide + 1)) << 1U) | 1U
                            : static_cast<std::uint64_t>(wide) << 1U);
  }
}

/// Enumerations need `bool is_valid(Enum)` beside them: a number that is none of theirs is a failure.
template <typename Archive, typename Enum>
  requires std::is_enum_v<Enum>
void transfer(Archive& archive, Enum& value) {
  if constexpr (Archive::kReading) {
    const std::uint64_t number = archive.number();
    value = static_cast<Enum>(number);
    if (number > 1000 || !is_valid(value)) {
      archive.fail();
      value = Enum{};
    }
  } else {
    archive.number(static_cast<std::uint64_t>(value));
  }
}

template <typename Archive>
void transfer(Archive& archive, Of<std::string> auto& value) {
  if constexpr (Archive::kReading) {
    value = archive.text();
  } else {
    archive.text(value);
  }
}

template <typename Archive, typename T>
void transfer(Archive& archive, std::vector<T>& values) {
  const std::size_t count = archive.count();
  values.clear();
  for (std::size_t i = 0; i < count && archive.ok(); ++i) transfer(archive, values.emplace_back());
}

template <typename Archive, typename T>
void transfer(Archive& archive, const std::vector<T>& values) {
  archive.number(values.size());
  for (const T& value : values) transfer(archive, value);
}

template <typename Archive, typename T>
void transfer(Archive& archive, std::optional<T>& value) {
  bool present = false;
  transfer(archive, present);
  value.reset();
  if (present && archive.ok()) transfer(archive, value.emplace());
}

template <typename Archive, typename T>
void transfer(Archive& archive, const std::optional<T>& value) {
  archive.number(value.has_value() ? 1 : 0);
  if (value) transfer(archive, *value);
}

/// One after the other.
template <typename Archive, typename... Values>
void transfer_all(Archive& archive, Values&... values) {
  (transfer(archive, values), ...);
}

}  // namespace cpsaudit
