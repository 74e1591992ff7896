# What `cmake --install` puts where, and the Debian package that `cpack` makes of it.
include(GNUInstallDirs)

# A package needs the program, not the tests.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

# The libraries of LLVM lie outside of the linker's usual folders where it was built; a package finds them by name.
set_target_properties(cpsaudit PROPERTIES INSTALL_RPATH "${LLVM_LIBRARY_DIR}")
install(TARGETS cpsaudit RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# Made from the program's own table of options, so that they say what it does.
set(manual ${CMAKE_BINARY_DIR}/share)
add_custom_command(
  OUTPUT ${manual}/cpsaudit.1 ${manual}/cpsaudit.bash ${manual}/_cpsaudit ${manual}/cpsaudit.fish
  COMMAND ${CMAKE_COMMAND} -E make_directory ${manual}
  COMMAND cpsaudit manual > ${manual}/cpsaudit.1
  COMMAND cpsaudit completion bash > ${manual}/cpsaudit.bash
  COMMAND cpsaudit completion zsh > ${manual}/_cpsaudit
  COMMAND cpsaudit completion fish > ${manual}/cpsaudit.fish
  DEPENDS cpsaudit VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual}/cpsaudit.1)
install(FILES ${manual}/cpsaudit.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manual}/cpsaudit.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME cpsaudit)
install(FILES ${manual}/_cpsaudit DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${manual}/cpsaudit.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/cpsaudit)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME cpsaudit)
set(CPACK_PACKAGE_CONTACT "cpsaudit maintainers <maintainers@cpsaudit.invalid>")
set(CPACK_PACKAGE_HOMEPAGE_URL "https://github.com/cpsaudit/cpsaudit")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "holds firmware and configuration against the requirements of CPSF
 cpsaudit reads firmware source and device or server configuration and says,
 with evidence, where they break the security requirements of Japan's
 Cyber/Physical Security Framework. It needs no build and no network.")
# dpkg-shlibdeps names the libraries, and with them the versions they must have.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# For --changed-since.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS git)
include(CPack)
