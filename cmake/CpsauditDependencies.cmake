# One interface target for each library, so that a module names what it uses and nothing else.
# Every package here is installed by scripts/install-deps.

find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(pugixml REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Threads REQUIRED)
# Debian's package is 19.1.7, and its version file refuses a request for plain "19".
find_package(LLVM 19.1 REQUIRED CONFIG)
# Clang's own package file wants every tool of Clang installed; the library and its headers are enough for us.
find_library(CLANG_CPP_LIBRARY clang-cpp HINTS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH REQUIRED)
find_library(LLVM_SHARED_LIBRARY LLVM HINTS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(CRYPT REQUIRED IMPORTED_TARGET libcrypt)

function(cpsaudit_dependency name)
  add_library(cpsaudit_dependency_${name} INTERFACE)
  target_link_libraries(cpsaudit_dependency_${name} INTERFACE ${ARGN})
  add_library(cpsaudit::${name} ALIAS cpsaudit_dependency_${name})
endfunction()

cpsaudit_dependency(nlohmann nlohmann_json::nlohmann_json)
cpsaudit_dependency(cli11 CLI11::CLI11)
cpsaudit_dependency(pugixml pugixml::pugixml)
cpsaudit_dependency(yaml yaml-cpp)
cpsaudit_dependency(tomlplusplus PkgConfig::TOMLPLUSPLUS)
cpsaudit_dependency(re2 PkgConfig::RE2)
cpsaudit_dependency(seccomp PkgConfig::SECCOMP)
cpsaudit_dependency(crypt PkgConfig::CRYPT)
cpsaudit_dependency(crypto OpenSSL::Crypto)

# The shared libraries: linking the static ones takes minutes and hundreds of megabytes.
cpsaudit_dependency(clang ${CLANG_CPP_LIBRARY} ${LLVM_SHARED_LIBRARY})
target_include_directories(cpsaudit_dependency_clang SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
separate_arguments(LLVM_DEFINITIONS_LIST NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(cpsaudit_dependency_clang INTERFACE ${LLVM_DEFINITIONS_LIST})
