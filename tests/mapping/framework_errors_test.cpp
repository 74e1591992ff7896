#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "mapping/framework.h"
#include "mapping/loaded.h"

namespace cpsaudit {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// The compiled-in files with one text replaced once in one of them.
class Changed {
 public:
  Changed(std::string_view path, std::string_view from, std::string_view to) : files_(embedded_framework_files()) {
    const auto file = std::find_if(files_.begin(), files_.end(), [&](const auto& one) { return one.path == path; });
    text_ = std::string(file->text);
    text_.replace(text_.find(from), from.size(), to);
    file->text = text_;
  }
  std::vector<Error> errors() const {
    const auto result = load_framework(files_);
    return result ? std::vector<Error>{} : result.error();
  }

 private:
  std::vector<FrameworkFile> files_;
  std::string text_;
};

TEST(FrameworkErrors, ARowOfAnUnknownStatementSaysWhere) {
  const Changed changed("rows.tsv", "L1_1_a_ORG\tORG\t1\t2", "L1_1_a_ORG\tORG\t9\t2");
  EXPECT_THAT(changed.errors(), Contains(AllOf(Field(&Error::file, "mappings/rows.tsv"),
                                               Field(&Error::message, HasSubstr("L1_1_a_ORG.9")),
                                               Field(&Error::where, Field(&Position::line, 3U)))));
}

TEST(FrameworkErrors, ARowWhoseElementDoesNotFitItsIdIsFound) {
  const Changed changed("rows.tsv", "L1_1_a_ORG\tORG", "L1_1_a_ORG\tPEO");
  EXPECT_THAT(changed.errors(), Contains(Field(&Error::message, HasSubstr("do not fit 'L1_1_a_ORG'"))));
}

TEST(FrameworkErrors, AMeaningThatDoesNotExistIsFound) {
  const Changed changed("row-meanings.tsv", "\tpeer-authentication", "\tpeer-authentification");
  EXPECT_THAT(changed.errors(), Contains(Field(&Error::message, HasSubstr("peer-authentification"))));
}

TEST(FrameworkErrors, ARequirementThatClaimsAnotherIdThanItsRowsIsFound) {
  const Changed changed("requirements.yaml", "printed: [CPS.CM-4]", "printed: [CPS.CM-5]");
  EXPECT_THAT(changed.errors(), Contains(AllOf(Field(&Error::file, "mappings/requirements.yaml"),
                                               Field(&Error::message, HasSubstr("received-data-verification")))));
}

TEST(FrameworkErrors, AMissingTranslationIsFound) {
  const Changed changed("structure.yaml", "ja: \"組織\"", "ja: \"\"");
  EXPECT_THAT(changed.errors(), Contains(Field(&Error::message, HasSubstr("'ja' is missing"))));
}

TEST(FrameworkErrors, AnUnknownKeyIsFound) {
  const Changed changed("requirements.yaml", "decidable: auto", "decideable: auto");
  EXPECT_THAT(changed.errors(), Contains(Field(&Error::message, HasSubstr("'decideable'"))));
}

TEST(FrameworkErrors, ABrokenFileSaysWhere) {
  const Changed changed("structure.yaml", "layers:\n  - id: L1", "layers:\n  - id: [L1");
  EXPECT_THAT(changed.errors(), Contains(AllOf(Field(&Error::file, "mappings/structure.yaml"),
                                               Field(&Error::where, Field(&Position::line, testing::Gt(0U))))));
}

TEST(FrameworkErrors, AMissingFileIsNamed) {
  EXPECT_THAT(load_framework({}).error(), Contains(Field(&Error::file, "mappings/rows.tsv")));
}

Catalog catalog_with(RowReference reference) {
  Catalog catalog;
  Weakness weakness;
  weakness.id = "peer-not-verified";
  weakness.family = "transport";
  weakness.rows.push_back(std::move(reference));
  catalog.weaknesses.push_back(std::move(weakness));
  return catalog;
}

TEST(CheckRows, ARowThatExistsIsFine) {
  EXPECT_THAT(check_rows(catalog_with({"L3_3_a_SYS.3", "CPS.AC-8", "peer-authentication"}), loaded_framework()),
              IsEmpty());
}

TEST(CheckRows, ARowThatDoesNotExistNamesTheCheckAndWhatThereIs) {
  const auto errors = check_rows(catalog_with({"L3_3_a_SYS.3", "CPS.AC-8", "deny-by-default"}), loaded_framework());
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors.front().file, "checks/transport/peer-not-verified/weakness.yaml");
  EXPECT_THAT(errors.front().message, HasSubstr("CPS.AC-8 (peer-authentication)"));
}

TEST(CheckRows, AnIdOfNothingIsNamed) {
  EXPECT_THAT(check_rows(catalog_with({"L3_3_a_SYS.4", "CPS.AC-8", "peer-authentication"}), loaded_framework()),
              Contains(Field(&Error::message, HasSubstr("'L3_3_a_SYS.4'"))));
  EXPECT_THAT(check_rows(catalog_with({"L3_3_a_SYS.3", "CPS.DS-14", "peer-authentication"}), loaded_framework()),
              Contains(Field(&Error::message, HasSubstr("'CPS.DS-14'"))));
}

}  // namespace
}  // namespace cpsaudit
