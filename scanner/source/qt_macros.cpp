#include "source/qt_macros.h"

namespace cpsaudit {
namespace {

/// doc.qt.io, "Macros" of QObject and of qtmetamacros.h. What a header of the tree defines comes later and counts.
constexpr std::string_view kMacros =
    "#define Q_OBJECT\n#define Q_GADGET\n#define Q_NAMESPACE\n#define Q_INVOKABLE\n#define Q_SCRIPTABLE\n"
    "#define Q_SIGNAL\n#define Q_SLOT\n#define Q_EMIT\n#define emit\n#define Q_SLOTS\n#define slots\n"
    "#define Q_SIGNALS public\n#define signals public\n"
    "#define Q_PROPERTY(...)\n#define Q_ENUM(...)\n#define Q_ENUM_NS(...)\n#define Q_FLAG(...)\n"
    "#define Q_INTERFACES(...)\n#define Q_CLASSINFO(...)\n#define Q_PLUGIN_METADATA(...)\n"
    "#define Q_DISABLE_COPY(...)\n#define Q_DISABLE_COPY_MOVE(...)\n#define Q_DECLARE_PRIVATE(...)\n"
    "#define Q_DECLARE_PUBLIC(...)\n#define Q_DECLARE_METATYPE(...)\n#define Q_DECLARE_FLAGS(...)\n"
    "#define Q_LOGGING_CATEGORY(...)\n#define Q_DECLARE_LOGGING_CATEGORY(...)\n#define QML_ELEMENT\n";

/// `#include <QObject>`, `#include <QtCore/QString>`
bool includes_qt(std::string_view code) {
  for (const std::string_view include : {std::string_view("#include <Q"), std::string_view("#include \"Q")}) {
    for (std::size_t at = code.find(include); at != std::string_view::npos; at = code.find(include, at + 1)) {
      const std::size_t next = at + include.size();
      if (next < code.size() && ((code[next] >= 'A' && code[next] <= 'Z') || code[next] == 't')) return true;
    }
  }
  return false;
}

}  // namespace

std::string declared_qt_macros(std::string_view code) {
  bool uses_qt = includes_qt(code);
  for (const char* word : {"Q_OBJECT", "QObject", "QString", "QByteArray"}) {
    uses_qt = uses_qt || code.find(word) != std::string_view::npos;
  }
  return uses_qt ? std::string(kMacros) : std::string();
}

}  // namespace cpsaudit
