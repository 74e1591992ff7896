#include "engine/pipeline.h"

#include <gtest/gtest.h>

#include "engine/evidence.h"
#include "engine/facts.h"

namespace cpsaudit {
namespace {

const PipelineWords kWords = {{"deploy", "release"}, {"test", "check"}, {"name", "stage"}};

/// The lines, among those of the file's nodes, of which a finding stands in a job that delivers.
std::vector<std::uint32_t> delivering_lines(FileFacts file, std::uint32_t lines) {
  const std::vector<FileFacts> files = {std::move(file)};
  std::vector<Evidence> evidence(lines);
  for (std::uint32_t line = 1; line <= lines; ++line) {
    evidence[line - 1].place = {files.front().path, {{line, 5}, {line, 6}}};
  }
  mark_deliveries(kWords, files, evidence);
  std::vector<std::uint32_t> found;
  for (const Evidence& item : evidence) {
    if (item.delivers) found.push_back(item.place.span.begin.line);
  }
  return found;
}

using Lines = std::vector<std::uint32_t>;

TEST(Pipeline, AJobThatDeploysIsNoTest) {
  test::DocumentBuilder jobs(".gitlab-ci.yml", Syntax::kYaml);
  jobs.open("unit-tests").set("script", "scp a b").close();
  jobs.open("ship").set("stage", "deploy").set("script", "scp a b").close();
  jobs.open("release_check").set("script", "scp a b").close();
  EXPECT_EQ(delivering_lines(jobs.build(), 7), (Lines{3, 4, 5}));
}

TEST(Pipeline, TheInnermostNameThatTellsDecides) {
  test::DocumentBuilder workflow(".github/workflows/deploy.yml", Syntax::kYaml);
  workflow.open("jobs").open("build").open("steps", "", NodeKind::kSequence);
  workflow.open("").set("name", "Run the test").set("run", "curl a").close();
  workflow.open("").set("name", "Copy").set("run", "curl a").close();
  EXPECT_EQ(delivering_lines(workflow.build(), 9), (Lines{1, 2, 3, 7, 8, 9}));
}

TEST(Pipeline, AStageStandsInFrontOfItsStepsInAProgram) {
  test::DocumentBuilder stages("Jenkinsfile", Syntax::kDirectives);
  stages.set("stage('Test')", "{").set("sh", "scp a").set("stage('Deploy')", "{").set("sh", "scp a");
  EXPECT_EQ(delivering_lines(stages.build(), 4), (Lines{3, 4}));
}

TEST(Pipeline, AScriptThatJobsShareIsATestByItsNameAlone) {
  EXPECT_EQ(delivering_lines(test::DocumentBuilder(".gitlab/ci/utils.sh", Syntax::kShell).set("A", "b").build(), 1),
            Lines{1});
  EXPECT_EQ(delivering_lines(test::DocumentBuilder(".gitlab/ci/run-test.sh", Syntax::kShell).set("A", "b").build(), 1),
            Lines{});
}

TEST(Pipeline, OtherFoldersOfTestsDeliverNothing) {
  test::DocumentBuilder file("tests/deploy.yml", Syntax::kYaml);
  file.open("deploy").set("script", "scp a b");
  EXPECT_EQ(delivering_lines(file.build(), 2), Lines{});
}

}  // namespace
}  // namespace cpsaudit
