#include "engine/product.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/catalog.h"

namespace cpsaudit {
namespace {

using ::testing::ElementsAre;

/// The rules that the program ships.
ProductMap map_of(std::vector<std::string> paths) {
  static const Catalog catalog = load_catalog(embedded_catalog_files()).value();
  std::sort(paths.begin(), paths.end());
  std::vector<FileFacts> files;
  for (std::string& path : paths) {
    FileFacts file;
    file.path = std::move(path);
    files.push_back(std::move(file));
  }
  return {catalog.products, files, {}};
}

/// "folder kind", in order.
std::vector<std::string> products(const std::vector<std::string>& paths) {
  std::vector<std::string> found;
  const ProductMap map = map_of(paths);
  for (const Product& product : map.products()) found.push_back(product.folder + " " + product.kind);
  return found;
}

TEST(Product, ATreeOfSourcesIsOne) {
  EXPECT_THAT(products({"src/a.c", "include/a.h"}), ElementsAre(" tree"));
}

TEST(Product, TheOnlyImageBelongsToTheSourcesAroundIt) {
  EXPECT_THAT(products({"daemon/a.c", "image/etc/passwd", "image/bin/sh", "image/lib/libc.so"}),
              ElementsAre(" root-filesystem"));
}

TEST(Product, TwoImagesAreTwoProducts) {
  EXPECT_THAT(products({"a/etc/passwd", "a/bin/sh", "a/lib/x", "b/etc/passwd", "b/bin/sh", "b/lib/x", "src/c.c"}),
              ElementsAre(" tree", "a root-filesystem", "b root-filesystem"));
}

TEST(Product, AnOverlayOfConfigurationIsNone) {
  EXPECT_THAT(products({"net/a/files/etc/config/a", "net/b/files/etc/config/b", "net/b/src/b.c"}),
              ElementsAre(" tree"));
}

TEST(Product, TheServerSideStandsBesideTheDevice) {
  const std::vector<std::string> paths = {"rootfs/etc/passwd", "rootfs/bin/sh", "rootfs/lib/x",
                                          "server/docker-compose.yml", "server/extra/compose.yml"};
  EXPECT_THAT(products(paths), ElementsAre(" root-filesystem", "server server"));
  const ProductMap map = map_of(paths);
  EXPECT_EQ(map.product_of("server/extra/compose.yml"), 1U);
  EXPECT_EQ(map.product_of("server-tools/x"), 0U);
}

TEST(Product, ASampleStandsApartButNobodyShipsIt) {
  const std::vector<std::string> paths = {"platformio.ini", "src/main.cpp", "examples/a/platformio.ini",
                                          "examples/a/main.cpp", "examples/b/platformio.ini"};
  const ProductMap map = map_of(paths);
  EXPECT_EQ(map.products().size(), 1U);
  EXPECT_EQ(map.product_of("examples/a/main.cpp"), 0U);
  EXPECT_NE(map.segment_of("examples/a/main.cpp"), map.segment_of("src/main.cpp"));
  EXPECT_NE(map.segment_of("examples/a/main.cpp"), map.segment_of("examples/b/platformio.ini"));
}

TEST(Product, ASampleIsJoinedWithNothingElse) {
  const ProductMap map =
      map_of({"CMakeLists.txt", "components/login/login.c", "main/CMakeLists.txt", "examples/a/CMakeLists.txt",
              "examples/a/main/CMakeLists.txt", "examples/a/main/a.c", "examples/a/components/b/b.c"});
  const auto part = [&](std::string_view path) { return map.segment_of(path); };
  EXPECT_TRUE(map.are_joined(part("examples/a/main/a.c"), part("examples/a/components/b/b.c")));
  EXPECT_FALSE(map.are_joined(part("examples/a/main/a.c"), part("components/login/login.c")));
  EXPECT_TRUE(map.are_joined(part("main/CMakeLists.txt"), part("components/login/login.c")));
}

TEST(Product, TwoProgramsOfOneTreeShareWhatLiesAboveThem) {
  const std::vector<std::string> paths = {"apps/a/CMakeLists.txt", "apps/a/main/CMakeLists.txt",
                                          "apps/b/CMakeLists.txt", "apps/b/main/CMakeLists.txt", "components/c/c.c"};
  EXPECT_THAT(products(paths), ElementsAre(" tree", "apps/a esp-idf-project", "apps/b esp-idf-project"));
  const ProductMap map = map_of(paths);
  const std::size_t a = map.segment_of("apps/a/main/CMakeLists.txt");
  EXPECT_FALSE(map.are_joined(a, map.segment_of("apps/b/main/CMakeLists.txt")));
  EXPECT_TRUE(map.are_joined(map.segment_of("components/c/c.c"), a));
}

TEST(Product, VariantsOfABuildArePartsOfIt) {
  EXPECT_THAT(
      products({"docker-compose.yml", "platformio.ini", "variants/a/platformio.ini", "variants/b/platformio.ini"}),
      ElementsAre(" firmware-project"));
}

}  // namespace
}  // namespace cpsaudit
