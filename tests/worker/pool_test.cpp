#include "worker/pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "intake/temporary_tree.h"
#include "worker/child.h"

namespace cpsaudit {
namespace {

using ::testing::HasSubstr;
using Clock = std::chrono::steady_clock;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

class Pool : public ::testing::Test {
 protected:
  /// Makes the files and has them read.
  std::vector<FileFacts> read(const std::vector<std::string>& paths, unsigned processes = 2) {
    for (const std::string& path : paths) tree_.file(path, path);
    auto facts = WorkerPool(configuration(), processes).read(paths, {});
    EXPECT_TRUE(facts.has_value()) << (facts ? "" : facts.error().message);
    EXPECT_EQ(facts->size(), paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i) EXPECT_EQ((*facts)[i].path, paths[i]);
    return std::move(*facts);
  }

  WorkerConfiguration configuration() const {
    WorkerConfiguration configuration;
    configuration.root = tree_.root();
    configuration.time_per_file = time_per_file_;
    configuration.memory = 512ULL << 20U;
    return configuration;
  }

  /// One file misbehaves among ten others: it alone has the problem, and the others are all read.
  void expect_one_lost(const std::string& bad, Problem::Kind kind) {
    for (const unsigned processes : {1U, 3U}) {
      std::vector<std::string> paths = {"a.0", "a.1", "a.2", "a.3", "a.4", bad, "a.5", "a.6", "a.7", "a.8", "a.9"};
      for (const FileFacts& facts : read(paths, processes)) {
        if (facts.path != bad) {
          EXPECT_TRUE(facts.problems.empty()) << facts.path;
          EXPECT_EQ(facts.size, 3U);
          continue;
        }
        ASSERT_EQ(facts.problems.size(), 1U) << bad;
        EXPECT_EQ(name_of(facts.problems[0].kind), name_of(kind)) << facts.problems[0].message;
      }
    }
  }

  TemporaryTree tree_;
  std::chrono::seconds time_per_file_{60};
};

TEST_F(Pool, ResultsComeInTheOrderOfThePathsAtAnyNumberOfProcesses) {
  std::vector<std::string> paths;
  for (int i = 0; i < 300; ++i) {
    paths.push_back("f" + std::to_string(i * 7919 % 300));
    tree_.file(paths.back(), std::string(static_cast<std::size_t>(i * 131 % 977), 'x'));
  }
  for (const unsigned processes : {1U, 2U, 5U}) {
    const auto facts = WorkerPool(configuration(), processes).read(paths, {});
    ASSERT_TRUE(facts.has_value());
    for (std::size_t i = 0; i < paths.size(); ++i) {
      ASSERT_EQ((*facts)[i].path, paths[i]);
      ASSERT_EQ((*facts)[i].size, i * 131 % 977);
    }
  }
}

TEST_F(Pool, NoFilesNeedNoProcess) {
  const auto facts = WorkerPool(configuration(), 2, "/nonexistent").read({}, {});
  ASSERT_TRUE(facts.has_value());
  EXPECT_TRUE(facts->empty());
}

TEST_F(Pool, ProgressCountsEveryFileOnce) {
  std::vector<std::size_t> counts;
  tree_.file("a");
  tree_.file("b");
  const auto facts =
      WorkerPool(configuration(), 2).read({"a", "b", "missing"}, [&](std::size_t done, const std::string&) {
        counts.push_back(done);
      });
  ASSERT_TRUE(facts.has_value());
  EXPECT_EQ(counts, (std::vector<std::size_t>{1, 2, 3}));
  EXPECT_EQ((*facts)[2].problems[0].kind, Problem::Kind::kUnreadable);
}

TEST_F(Pool, AKilledWorkerCostsOneFile) {
  expect_one_lost("kill", Problem::Kind::kCrashed);
}

TEST_F(Pool, AnAbortedWorkerCostsOneFile) {
  expect_one_lost("abort", Problem::Kind::kCrashed);
}

TEST_F(Pool, AStackOverflowCostsOneFile) {
  expect_one_lost("overflow", Problem::Kind::kCrashed);
}

TEST_F(Pool, AWorkerThatEndsItselfCostsOneFile) {
  expect_one_lost("exit-with-3", Problem::Kind::kCrashed);
}

TEST_F(Pool, AWorkerThatTurnsDeafCostsOneFile) {
  expect_one_lost("close", Problem::Kind::kCrashed);
}

TEST_F(Pool, AnExceptionCostsOneFile) {
  expect_one_lost("throw", Problem::Kind::kCrashed);
  EXPECT_THAT(read({"throw"})[0].problems[0].message, HasSubstr("a library's message"));
}

TEST_F(Pool, ABusyLoopCostsOneFileAndItsTime) {
  time_per_file_ = std::chrono::seconds(1);
  const auto begin = Clock::now();
  expect_one_lost("hang", Problem::Kind::kOutOfTime);
  EXPECT_LT(Clock::now() - begin, std::chrono::seconds(15));
}

TEST_F(Pool, AWorkerThatSleepsCostsOneFile) {
  time_per_file_ = std::chrono::seconds(1);
  expect_one_lost("sleep", Problem::Kind::kOutOfTime);
}

TEST_F(Pool, ExhaustedMemoryCostsOneFile) {
  if (kSanitized) GTEST_SKIP() << "the sanitizer needs more address space than any limit";
  expect_one_lost("exhaust", Problem::Kind::kOutOfMemory);
}

TEST_F(Pool, ALibraryThatAbortsForLackOfMemoryIsNotTakenForACrash) {
  if (kSanitized) GTEST_SKIP() << "the sanitizer needs more address space than any limit";
  expect_one_lost("exhaust-like-llvm", Problem::Kind::kOutOfMemory);
}

TEST_F(Pool, AnswersThatMakeNoSenseCostOneFile) {
  for (const char* bad : {"garbage", "other-path", "out-of-place"}) expect_one_lost(bad, Problem::Kind::kCrashed);
}

TEST_F(Pool, EveryFileMayBeBad) {
  std::vector<std::string> paths;
  for (int i = 0; i < 20; ++i) paths.push_back((i % 2 == 0 ? "abort." : "kill.") + std::to_string(i));
  for (const FileFacts& facts : read(paths)) {
    ASSERT_EQ(facts.problems.size(), 1U);
    EXPECT_EQ(facts.problems[0].kind, Problem::Kind::kCrashed);
  }
}

TEST_F(Pool, WhatWasKnownBeforeTheParserIsKept) {
  time_per_file_ = std::chrono::seconds(1);
  const auto facts = read({"begin-and-hang"});
  EXPECT_EQ(facts[0].sha256, "known by now");
  EXPECT_EQ(facts[0].problems[0].kind, Problem::Kind::kOutOfTime);
}

TEST_F(Pool, AFileIsNotBlamedForWhatTheOneBeforeItBroke) {
  for (const FileFacts& facts : read({"poison.larger.name", "a.0", "a.1", "a.2"}, 1)) {
    EXPECT_TRUE(facts.problems.empty()) << facts.path;
  }
}

TEST_F(Pool, AWorkerThatHasGrownIsReplacedAtNoCost) {
  if (kSanitized) GTEST_SKIP() << "without a limit there is no share of it";
  std::vector<std::string> paths;
  for (int i = 0; i < 30; ++i) paths.push_back("grow." + std::to_string(i));
  std::map<std::string, int> files_of_process;
  for (const FileFacts& facts : read(paths, 1)) {
    EXPECT_TRUE(facts.problems.empty()) << facts.path;
    files_of_process[facts.software] += 1;
  }
  EXPECT_GT(files_of_process.size(), 2U);
}

TEST_F(Pool, AProgramThatIsNoWorkerIsAnError) {
  tree_.file("a");
  for (const char* program : {"/bin/true", "/bin/false", "/nonexistent/program"}) {
    const auto facts = WorkerPool(configuration(), 2, program).read({"a"}, {});
    ASSERT_FALSE(facts.has_value()) << program;
    EXPECT_THAT(facts.error().message, HasSubstr("no process can be started"));
  }
}

TEST_F(Pool, ARootThatIsGoneIsAnErrorThatNamesIt) {
  WorkerConfiguration configuration;
  configuration.root = "/nonexistent/tree";
  const auto facts = WorkerPool(configuration, 2).read({"a", "b"}, {});
  ASSERT_FALSE(facts.has_value());
  EXPECT_THAT(facts.error().message, HasSubstr("/nonexistent/tree"));
}

TEST_F(Pool, TwentyThousandSmallFilesTakeSeconds) {
  std::vector<std::string> paths;
  for (int i = 0; i < 20000; ++i) paths.push_back(std::to_string(i % 100) + "/" + std::to_string(i));
  for (const std::string& path : paths) tree_.file(path, "key: value\n");
  const auto begin = Clock::now();
  ASSERT_TRUE(WorkerPool(configuration(), 2).read(paths, {}).has_value());
  EXPECT_LT(Clock::now() - begin, std::chrono::seconds(30));
}

/// The process that was started as a worker of `coordinator`, or 0; one that is dead and not yet buried does not count.
pid_t worker_of(pid_t coordinator) {
  const std::string arguments = std::string(kWorkerArgument) + '\0' + std::to_string(coordinator);
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const auto text = [&](const char* name) {
      std::ostringstream all;
      all << std::ifstream(entry.path() / name).rdbuf();
      return all.str();
    };
    const bool is_one = text("cmdline").find(arguments) != std::string::npos;
    if (is_one && text("stat").find(") Z ") == std::string::npos) return std::stoi(entry.path().filename());
  }
  return 0;
}

TEST_F(Pool, WorkersDieWithTheirCoordinator) {
  tree_.file("sleep");
  const pid_t coordinator = fork();
  if (coordinator == 0) {
    static_cast<void>(WorkerPool(configuration(), 1).read({"sleep"}, {}));
    _exit(0);
  }
  const auto wait_until = [&](bool there) {
    for (int i = 0; i < 500 && (worker_of(coordinator) != 0) != there; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return (worker_of(coordinator) != 0) == there;
  };
  EXPECT_TRUE(wait_until(true));
  kill(coordinator, SIGKILL);
  waitpid(coordinator, nullptr, 0);
  EXPECT_TRUE(wait_until(false));
}

}  // namespace
}  // namespace cpsaudit
