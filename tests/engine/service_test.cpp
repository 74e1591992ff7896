#include "engine/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/catalog.h"
#include "engine/facts.h"
#include "engine/service_switch.h"

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

/// "path state", with what scripts and lists say.
std::vector<std::string> switched(std::vector<FileFacts> files) {
  static const Catalog catalog = load_catalog(embedded_catalog_files()).value();
  std::sort(files.begin(), files.end(), [](const FileFacts& a, const FileFacts& b) { return a.path < b.path; });
  const ProductMap products(catalog.products, files, {});
  std::vector<std::string> found;
  for (const Service& service : services_in(catalog, products, files, {})) {
    found.push_back(service.path + " " + std::string(name_of(service.state)));
  }
  return found;
}

FileFacts plain(std::string path) {
  FileFacts file;
  file.path = std::move(path);
  return file;
}

TEST(Service, ACommandSwitchesAUnitOff) {
  EXPECT_THAT(
      switched(
          {plain("lib/systemd/system/ftp.service"),
           test::DocumentBuilder("a.sh", Syntax::kShell).command({"systemctl", "disable", "--now", "ftp"}).build()}),
      Contains("lib/systemd/system/ftp.service off"));
  EXPECT_THAT(
      switched({plain("lib/systemd/system/ftp.service"),
                test::DocumentBuilder("a.sh", Syntax::kShell).command({"systemctl", "disable", "tftp"}).build()}),
      Contains("lib/systemd/system/ftp.service unknown"));
}

TEST(Service, WhatIsSwitchedOnAnywhereStarts) {
  EXPECT_THAT(switched({plain("etc/init.d/ftp"), test::DocumentBuilder("a.sh", Syntax::kShell)
                                                     .command({"/etc/init.d/ftp", "disable"})
                                                     .command({"/etc/init.d/ftp", "enable"})
                                                     .build()}),
              Contains("etc/init.d/ftp starts"));
}

TEST(Service, WhatRunsWhenAPackageGoesSaysNothing) {
  EXPECT_THAT(
      switched({plain("etc/init.d/ftp"),
                test::DocumentBuilder("ftp.prerm", Syntax::kShell).command({"/etc/init.d/ftp", "disable"}).build()}),
      Contains("etc/init.d/ftp unknown"));
}

TEST(Service, ABuildThatRemovesAScriptSwitchesItOff) {
  EXPECT_THAT(switched({plain("etc/init.d/S50ftp"), test::DocumentBuilder("post-build.sh", Syntax::kShell)
                                                        .command({"rm", "-f", "$TARGET_DIR/etc/init.d/S50ftp"})
                                                        .build()}),
              Contains("etc/init.d/S50ftp off"));
}

TEST(Service, APresetThatNamesAUnitDecides) {
  EXPECT_THAT(
      switched({plain("lib/systemd/system/ftp.service"), plain("lib/systemd/system/ntp.service"),
                test::DocumentBuilder("lib/systemd/system-preset/10.preset", Syntax::kDirectives, "systemd-preset")
                    .set("disable", "ftp.service")
                    .set("disable", "*")
                    .build()}),
      testing::IsSupersetOf({"lib/systemd/system/ftp.service off", "lib/systemd/system/ntp.service unknown"}));
}

TEST(Service, AScriptWithoutTheRightToRunNeverStarts) {
  FileFacts off = plain("etc/init.d/S50ftp");
  off.mode = 0644;
  FileFacts on = plain("etc/init.d/S60ntp");
  on.mode = 0755;
  EXPECT_THAT(switched({off, on}), testing::ElementsAre("etc/init.d/S50ftp off", "etc/init.d/S60ntp starts"));
  EXPECT_THAT(switched({off}), testing::ElementsAre("etc/init.d/S50ftp starts")) << "nobody gave modes";
}

TEST(Service, AFileKeepsASupervisedServiceOff) {
  EXPECT_THAT(switched({plain("etc/service/ftp/run"), plain("etc/service/ftp/down")}),
              Contains("etc/service/ftp/run off"));
  EXPECT_THAT(switched({plain("etc/service/ftp/run")}), Contains("etc/service/ftp/run starts"));
}

TEST(Service, ASectionThatIsOffLowersWhatStandsInIt) {
  static const Catalog catalog = load_catalog(embedded_catalog_files()).value();
  const auto level_of = [&](const std::string& disabled) {
    const auto findings =
        test::findings_of(catalog, {test::DocumentBuilder("etc/config/wireless", Syntax::kUci, "uci-wireless")
                                        .open("wifi-iface")
                                        .set("encryption", "none")
                                        .set("mode", "ap")
                                        .set("disabled", disabled)
                                        .close()
                                        .build()});
    for (const Finding& finding : findings) {
      if (finding.kind == Kind::kFail && finding.place.span.begin.line == 2) return finding.lowered;
    }
    return std::string("none");
  };
  EXPECT_NE(level_of("1"), "");
  EXPECT_EQ(level_of("0"), "");
}

}  // namespace
}  // namespace cpsaudit
