#pragma once

namespace clang {
class CompilerInstance;
}

namespace cpsaudit {

struct RawFile;

/// `LittleFS.open(path)`, where the only LittleFS.h of the tree is that of another platform and declares a class of the
/// name: Clang would drop the statement. Declares an object of the name, of which nothing is known. For C++, when
/// the headers are read.
void declare_objects_named_like_types(clang::CompilerInstance& compiler, const RawFile& raw);

}  // namespace cpsaudit
