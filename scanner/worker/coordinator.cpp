#include "worker/coordinator.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <numeric>
#include <utility>

#include "facts/serialize.h"
#include "worker/sandbox.h"

namespace cpsaudit {
namespace {

constexpr unsigned kMaxFailedStarts = 3;
/// Loading libraries and models on a busy machine.
constexpr std::chrono::seconds kTimeToStart{60};
/// A worker that has more jobs than one goes on without waiting for us; one that has many keeps them from others.
constexpr std::size_t kMostJobsAWorker = 8;

/// Large files first, so that none of them is left when the others are done. Their order decides nothing else.
std::deque<std::size_t> by_size(const std::string& root, const std::vector<std::string>& paths) {
  const FileDescriptor folder(open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  std::vector<off_t> sizes(paths.size(), 0);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    struct stat status{};
    if (fstatat(folder.get(), paths[i].c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) sizes[i] = status.st_size;
  }
  std::deque<std::size_t> order(paths.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
  return order;
}

Problem out_of_time(std::chrono::seconds limit) {
  return {Problem::Kind::kOutOfTime,
          fmt::format("took longer than {} seconds to read, so it was given up", limit.count()),
          {}};
}

Problem problem_of(WorkerProcess::End end, const WorkerConfiguration& configuration) {
  if (end.code == kOutOfMemoryExit) {
    return {Problem::Kind::kOutOfMemory,
            fmt::format("took more than {} MiB of memory to read, so it was given up", configuration.memory >> 20U),
            {}};
  }
  if (end.signal == SIGXCPU) return out_of_time(configuration.time_per_file);
  const std::string how = end.signal != 0 ? fmt::format("signal {} ({})", end.signal, strsignal(end.signal))
                                          : fmt::format("exit code {}", end.code);
  return {Problem::Kind::kCrashed, fmt::format("the process that read it died with {}", how), {}};
}

}  // namespace

WorkCoordinator::WorkCoordinator(const WorkerConfiguration& configuration, std::string program,
                                 const std::vector<std::string>& paths, const Progress& progress)
    : configuration_(configuration),
      program_(std::move(program)),
      hello_(encode(Message::Kind::kConfiguration, to_bytes(configuration))),
      paths_(paths),
      progress_(progress),
      pending_(by_size(configuration.root, paths)),
      results_(paths.size()) {}

Result<std::vector<FileFacts>> WorkCoordinator::run(unsigned processes) {
  workers_.resize(std::max<std::size_t>(1, std::min<std::size_t>(processes, paths_.size())));
  while (done_ < paths_.size()) {
    start_missing_workers();
    if (std::all_of(workers_.begin(), workers_.end(), [](const Worker& worker) { return worker.given_up; })) {
      return tl::unexpected(Error{fmt::format("no process can be started to read files in: {}", why_no_start_)});
    }
    for (Worker& worker : workers_) hand_out_jobs(worker);
    wait_and_handle();
  }
  return std::move(results_);
}

void WorkCoordinator::start_missing_workers() {
  for (Worker& worker : workers_) {
    while (!worker.process.running() && !worker.given_up && (!worker.jobs.empty() || !pending_.empty())) start(worker);
  }
}

void WorkCoordinator::start(Worker& worker) {
  auto process = WorkerProcess::start(program_);
  if (!process) return start_failed(worker, process.error().message);
  worker.process = std::move(*process);
  worker.ready = false;
  worker.answered = 0;
  worker.begun.reset();
  worker.received = MessageBuffer();
  worker.unsent = hello_;
  worker.since = Clock::now();
  for (const Job job : worker.jobs) worker.unsent += encode(Message::Kind::kJob, paths_[job]);
}

void WorkCoordinator::hand_out_jobs(Worker& worker) {
  if (!worker.process.running()) return;
  // Near the end everybody gets one at a time, so that all end together.
  const std::size_t fair = std::clamp<std::size_t>(pending_.size() / (2 * workers_.size()), 1, kMostJobsAWorker);
  while (worker.jobs.size() < fair && !pending_.empty()) {
    const Job job = pending_.front();
    pending_.pop_front();
    if (worker.jobs.empty() && worker.ready) worker.since = Clock::now();
    worker.jobs.push_back(job);
    worker.unsent += encode(Message::Kind::kJob, paths_[job]);
  }
  send(worker);
}

void WorkCoordinator::wait_and_handle() {
  std::vector<pollfd> polled;
  std::vector<Worker*> owners;
  const Clock::time_point before = Clock::now();
  Clock::time_point next = before + std::chrono::minutes(1);
  for (Worker& worker : workers_) {
    if (!worker.process.running()) continue;
    polled.push_back(
        {worker.process.socket(), static_cast<short>(worker.unsent.empty() ? POLLIN : POLLIN | POLLOUT), 0});
    owners.push_back(&worker);
    next = std::min(next, deadline(worker));
  }
  const auto patience =
      std::max(std::chrono::ceil<std::chrono::milliseconds>(next - before), std::chrono::milliseconds(0));
  poll(polled.data(), polled.size(), static_cast<int>(patience.count()));
  // Stopped with Ctrl-Z we did not run, and neither did they: that time counts for nobody.
  const Clock::time_point now = Clock::now();
  const auto overslept = now - before - patience;
  if (overslept > std::chrono::seconds(2)) {
    for (Worker* worker : owners) worker->since += overslept;
  }
  for (std::size_t i = 0; i < polled.size(); ++i) {
    if ((polled[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0) receive(*owners[i]);
    if (owners[i]->process.running() && (polled[i].revents & POLLOUT) != 0) send(*owners[i]);
  }
  handle_late_workers(now);
}

WorkCoordinator::Clock::time_point WorkCoordinator::deadline(const Worker& worker) const {
  if (!worker.ready) return worker.since + kTimeToStart;
  return worker.jobs.empty() ? Clock::time_point::max() : worker.since + configuration_.time_per_file;
}

void WorkCoordinator::handle_late_workers(Clock::time_point now) {
  for (Worker& worker : workers_) {
    if (worker.process.running() && deadline(worker) <= now) too_slow(worker);
  }
}

void WorkCoordinator::send(Worker& worker) {
  while (!worker.unsent.empty()) {
    const ssize_t sent =
        ::send(worker.process.socket(), worker.unsent.data(), worker.unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    // A full socket is emptied by and by; what else is wrong shows when it is read.
    if (sent < 0) return;
    worker.unsent.erase(0, static_cast<std::size_t>(sent));
  }
}

void WorkCoordinator::receive(Worker& worker) {
  static constexpr std::size_t kAtOnce = 1U << 18U;
  std::string bytes(kAtOnce, '\0');
  const ssize_t length = recv(worker.process.socket(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (length < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK)) return;
  if (length <= 0) return ended(worker);
  worker.received.append(std::string_view(bytes).substr(0, static_cast<std::size_t>(length)));
  while (true) {
    auto message = worker.received.next();
    if (!message) return broke_the_rules(worker);
    if (!*message) return;
    if ((*message)->kind == Message::Kind::kRefused && !worker.ready) {
      return start_failed(worker, std::move((*message)->bytes));
    }
    if (!handle(worker, std::move(**message))) return broke_the_rules(worker);
  }
}

bool WorkCoordinator::handle(Worker& worker, Message message) {
  if (message.kind == Message::Kind::kReady && !worker.ready) {
    worker.ready = true;
    worker.failed_starts = 0;
    worker.since = Clock::now();
    return true;
  }
  const bool answers = message.kind == Message::Kind::kBegun || message.kind == Message::Kind::kFacts;
  if (!answers || !worker.ready || worker.jobs.empty()) return false;
  auto facts = from_bytes(message.bytes);
  if (!facts || facts->path != paths_[worker.jobs.front()]) return false;
  if (message.kind == Message::Kind::kBegun) {
    worker.begun = std::move(*facts);
    return true;
  }
  worker.begun.reset();
  worker.answered += 1;
  worker.since = Clock::now();
  const Job job = worker.jobs.front();
  worker.jobs.pop_front();
  finish(job, std::move(*facts));
  return true;
}

void WorkCoordinator::ended(Worker& worker) {
  const WorkerProcess::End end = worker.process.bury();
  if (!worker.ready) {
    start_failed(worker, problem_of(end, configuration_).message);
    return;
  }
  // Grown large, it made room for a successor.
  const bool retired = end.code == 0 && worker.answered > 0;
  if (!retired && !worker.jobs.empty()) blame_first_job(worker, problem_of(end, configuration_));
  take_back_jobs(worker);
}

void WorkCoordinator::broke_the_rules(Worker& worker) {
  worker.process.kill();
  if (!worker.jobs.empty()) {
    blame_first_job(worker,
                    {Problem::Kind::kCrashed, "the process that read it gave an answer that makes no sense", {}});
  }
  take_back_jobs(worker);
}

void WorkCoordinator::too_slow(Worker& worker) {
  worker.process.kill();
  if (!worker.ready) {
    start_failed(worker, fmt::format("it was not ready after {} seconds", kTimeToStart.count()));
    return;
  }
  // Not tried again: it would take as long once more.
  suspects_.insert(worker.jobs.front());
  worker.answered = 0;
  blame_first_job(worker, out_of_time(configuration_.time_per_file));
  take_back_jobs(worker);
}

void WorkCoordinator::start_failed(Worker& worker, std::string why) {
  worker.process.kill();
  why_no_start_ = std::move(why);
  worker.failed_starts += 1;
  worker.given_up = worker.failed_starts >= kMaxFailedStarts;
  take_back_jobs(worker);
}

void WorkCoordinator::blame_first_job(Worker& worker, Problem problem) {
  const Job job = worker.jobs.front();
  worker.jobs.pop_front();
  // Files before it may have broken the worker. Which ones those were depends on the number of processes, and the
  // result must not: so a fresh worker decides.
  const bool may_be_innocent = worker.answered > 0 && suspects_.insert(job).second;
  if (may_be_innocent) {
    take_back_jobs(worker);
    worker.jobs.push_front(job);
    return;
  }
  FileFacts facts = worker.begun ? std::move(*worker.begun) : FileFacts();
  worker.begun.reset();
  facts.path = paths_[job];
  facts.problems.push_back(std::move(problem));
  finish(job, std::move(facts));
}

void WorkCoordinator::take_back_jobs(Worker& worker) {
  // A suspect stays, to be the first job of the successor.
  const bool keeps_suspect = !worker.given_up && worker.jobs.size() == 1 && suspects_.contains(worker.jobs.front());
  if (keeps_suspect) return;
  pending_.insert(pending_.begin(), worker.jobs.begin(), worker.jobs.end());
  worker.jobs.clear();
}

void WorkCoordinator::finish(Job job, FileFacts facts) {
  results_[job] = std::move(facts);
  done_ += 1;
  if (progress_) progress_(done_, paths_[job]);
}

}  // namespace cpsaudit
