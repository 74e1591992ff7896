#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/result.h"
#include "facts/file_facts.h"
#include "worker/message.h"
#include "worker/process.h"

namespace cpsaudit {

/// One run of WorkerPool::read(): hands out jobs, gathers answers, buries and replaces workers.
class WorkCoordinator {
 public:
  using Progress = std::function<void(std::size_t done, const std::string& path)>;

  WorkCoordinator(const WorkerConfiguration& configuration, std::string program, const std::vector<std::string>& paths,
                  const Progress& progress);

  Result<std::vector<FileFacts>> run(unsigned processes);

 private:
  using Clock = std::chrono::steady_clock;
  using Job = std::size_t;  // index into paths_

  struct Worker {
    WorkerProcess process;
    bool ready = false;
    /// Answers since it was started: the first job of a fresh worker can blame nobody else.
    std::size_t answered = 0;
    /// In the order in which it was given them; it works on the first.
    std::deque<Job> jobs;
    /// What it said of its first job before the parser began.
    std::optional<FileFacts> begun;
    std::string unsent;
    MessageBuffer received;
    /// When it began with its first job, or was started.
    Clock::time_point since;
    unsigned failed_starts = 0;
    bool given_up = false;
  };

  void start_missing_workers();
  void start(Worker& worker);
  void hand_out_jobs(Worker& worker);
  void wait_and_handle();
  void handle_late_workers(Clock::time_point now);

  void send(Worker& worker);
  void receive(Worker& worker);
  /// False when it is none that a sound worker sends now.
  bool handle(Worker& worker, Message message);

  /// It closed its socket, broke the rules, or was too slow.
  void ended(Worker& worker);
  void broke_the_rules(Worker& worker);
  void too_slow(Worker& worker);
  void start_failed(Worker& worker, std::string why);
  /// The first job of a worker that is gone: tried once more by a fresh worker, or it ends with this problem.
  void blame_first_job(Worker& worker, Problem problem);
  void take_back_jobs(Worker& worker);

  void finish(Job job, FileFacts facts);
  Clock::time_point deadline(const Worker& worker) const;

  const WorkerConfiguration& configuration_;
  std::string program_;
  std::string hello_;
  const std::vector<std::string>& paths_;
  const Progress& progress_;

  std::vector<Worker> workers_;
  /// Nobody has these yet; the next one first.
  std::deque<Job> pending_;
  /// Jobs that a worker died of, which may have been another file's fault.
  std::set<Job> suspects_;
  std::vector<FileFacts> results_;
  std::size_t done_ = 0;
  std::string why_no_start_;
};

}  // namespace cpsaudit
