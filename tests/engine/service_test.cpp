#include "engine/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/catalog.h"

namespace cpsaudit {
namespace {

using ::testing::Contains;

/// "path state", by the rules that the program ships.
std::vector<std::string> services(const std::vector<std::string>& paths, std::vector<LinkFacts> links) {
  static const Catalog catalog = load_catalog(embedded_catalog_files()).value();
  std::vector<FileFacts> files;
  for (const std::string& path : paths) {
    FileFacts file;
    file.path = path;
    files.push_back(std::move(file));
  }
  std::vector<std::string> found;
  for (const Service& service : services_of(catalog.services, files, links)) {
    found.push_back(service.path + " " + std::string(name_of(service.state)));
  }
  return found;
}

TEST(Service, ALinkStartsAScript) {
  const auto found = services({"fs/bin/busybox", "fs/etc/init.d/ftp", "fs/etc/init.d/telnet"},
                              {{"fs/etc/rc.d/S50telnet", "../init.d/telnet", "fs/etc/init.d/telnet"}});
  EXPECT_THAT(found, Contains("fs/etc/init.d/telnet starts"));
  EXPECT_THAT(found, Contains("fs/etc/init.d/ftp off"));
}

TEST(Service, InAnOverlayTheBuildMayAddTheLink) {
  EXPECT_THAT(services({"files/etc/init.d/ftp", "files/etc/init.d/telnet"},
                       {{"files/etc/rc.d/S50telnet", "../init.d/telnet", "files/etc/init.d/telnet"}}),
              Contains("files/etc/init.d/ftp unknown"));
}

TEST(Service, BusyboxRunsScriptsByTheirNames) {
  EXPECT_THAT(services({"etc/init.d/S50telnet"}, {}), Contains("etc/init.d/S50telnet starts"));
}

TEST(Service, AMaskedUnitNeverStarts) {
  EXPECT_THAT(services({"lib/systemd/system/ftp.service"}, {{"etc/systemd/system/ftp.service", "/dev/null", ""}}),
              Contains("lib/systemd/system/ftp.service off"));
}

TEST(Service, AUnitThatNothingWantsMayBeWantedByAnother) {
  EXPECT_THAT(services({"lib/systemd/system/ftp.service"}, {}), Contains("lib/systemd/system/ftp.service unknown"));
}

}  // namespace
}  // namespace cpsaudit
