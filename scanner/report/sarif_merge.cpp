#include "report/sarif_merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/digest.h"
#include "engine/finding.h"
#include "report/fingerprint.h"
#include "report/messages.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

using Json = nlohmann::ordered_json;

/// Logs of ours are not deeper; what is, is left as it stands.
constexpr int kDeepest = 32;
/// What GitHub keeps of a log.
constexpr std::size_t kMostForGithub = 5000;

/// What stands under a pointer as text; empty when there is none.
std::string text_at(const Json& json, const char* pointer) {
  const Json::json_pointer at(pointer);
  return json.contains(at) && json.at(at).is_string() ? json.at(at).get<std::string>() : std::string();
}

std::uint64_t number_at(const Json& json, const char* pointer) {
  const Json::json_pointer at(pointer);
  return json.contains(at) && json.at(at).is_number_unsigned() ? json.at(at).get<std::uint64_t>() : 0;
}

/// The member as an array; it is made one when it is none.
Json& list_at(Json& json, const char* name) {
  Json& list = json[name];
  if (!list.is_array()) list = Json::array();
  return list;
}

/// One log on its way into the merged one.
struct Part {
  const NamedLog* log = nullptr;
  Json run;
};

class Merger {
 public:
  explicit Merger(std::vector<Part> parts) : parts_(std::move(parts)) {}

  Result<Json> merge(const std::string& subject) {
    if (auto same = check_alike(); !same) return tl::unexpected(same.error());
    for (Part& part : parts_) {
      if (auto gathered = gather_artifacts(part); !gathered) return tl::unexpected(gathered.error());
    }
    number_artifacts();
    for (Part& part : parts_) {
      gather_results(part);
      gather_notifications(part);
    }
    Json merged = std::move(parts_.front().run);
    write_artifacts(merged);
    write_results(merged);
    write_invocation(merged);
    write_verdicts(merged);
    write_properties(merged, subject);
    const bool github = text_at(merged, "/properties/cpsaudit~1profile") == "github";
    if (github && merged["results"].size() > kMostForGithub) {
      return tl::unexpected(Error{fmt::format(
          "the logs have {} results together, and GitHub keeps {}; scan the parts in one run, or upload them under "
          "different categories",
          merged["results"].size(), kMostForGithub)});
    }
    return merged;
  }

 private:
  /// Indices and texts of rules have to mean the same in all of them.
  Result<void> check_alike() const {
    const Part& first = parts_.front();
    const auto differs = [&](const Part& part, const char* what) {
      return tl::unexpected(Error{fmt::format("has another {} than '{}'; logs that are put together have to be made by "
                                              "the same cpsaudit, with the same checks, profile and language",
                                              what, first.log->file),
                                  part.log->file});
    };
    for (const Part& part : parts_) {
      for (const auto& [pointer, what] : {std::pair{"/tool/driver/semanticVersion", "version"},
                                          {"/properties/cpsaudit~1profile", "profile"},
                                          {"/language", "language"}}) {
        if (text_at(part.run, pointer) != text_at(first.run, pointer)) return differs(part, what);
      }
      if (rule_ids(part.run) != rule_ids(first.run)) return differs(part, "set of rules");
    }
    return {};
  }

  static std::vector<std::string> rule_ids(const Json& run) {
    std::vector<std::string> ids;
    const Json::json_pointer at("/tool/driver/rules");
    if (!run.contains(at)) return ids;
    for (const Json& rule : run.at(at)) ids.push_back(text_at(rule, "/id"));
    return ids;
  }

  static std::string below(const NamedLog& log, const std::string& uri) {
    return log.name.empty() ? uri : uri_of_path(log.name) + '/' + uri;
  }

  Result<void> gather_artifacts(Part& part) {
    for (Json& artifact : list_at(part.run, "artifacts")) {
      const std::string uri = below(*part.log, text_at(artifact, "/location/uri"));
      artifact["location"]["uri"] = uri;
      const auto [known, added] = artifacts_.try_emplace(uri, artifact);
      if (added || text_at(known->second, "/hashes/sha-256") == text_at(artifact, "/hashes/sha-256")) continue;
      return tl::unexpected(Error{fmt::format("'{}' is another file than in the other logs; give the logs names, as in "
                                              "'cpsaudit merge sensor=a.sarif server=b.sarif'",
                                              uri),
                                  part.log->file});
    }
    return {};
  }

  void number_artifacts() {
    std::size_t index = 0;
    for (const auto& [uri, artifact] : artifacts_) indices_[uri] = index++;
  }

  /// Every artifactLocation in there, moved below the name and numbered anew.
  void relocate(Json& json, const NamedLog& log, int depth = 0) const {
    if (depth > kDeepest) return;
    if (json.is_object() && json.contains("uri") && json.contains("uriBaseId") && json["uri"].is_string()) {
      const std::string uri = below(log, json["uri"].get<std::string>());
      json["uri"] = uri;
      const auto index = indices_.find(uri);
      if (index == indices_.end()) {
        json.erase("index");
      } else {
        json["index"] = index->second;
      }
      return;
    }
    if (json.is_structured()) {
      for (Json& element : json) relocate(element, log, depth + 1);
    }
  }

  void gather_results(Part& part) {
    for (Json& result : list_at(part.run, "results")) {
      relocate(result, *part.log);
      const std::string uri = text_at(result, "/locations/0/physicalLocation/artifactLocation/uri");
      std::string print = text_at(result, "/partialFingerprints/cpsauditFinding~1v1");
      if (!part.log->name.empty()) {
        // The path is part of a fingerprint, so another path needs another one; the same name gives the same.
        print = sha256_hex(part.log->name + '\0' + print).substr(0, print.size());
        result["partialFingerprints"][kFingerprintKey] = print;
      }
      const auto number = [&](const char* member) {
        return number_at(result, (std::string("/locations/0/physicalLocation/region/") + member).c_str());
      };
      // Of one file that was in several scans each finding is there several times.
      results_.try_emplace({uri, number("startLine"), number("startColumn"), text_at(result, "/ruleId"), print},
                           std::move(result));
    }
  }

  void gather_notifications(Part& part) {
    Json& invocation = list_at(part.run, "invocations")[0];
    for (Json& notification : list_at(invocation, "toolExecutionNotifications")) {
      relocate(notification, *part.log);
      if (!part.log->name.empty()) rename(part, notification);
      if (seen_.insert(notification.dump()).second) notifications_.push_back(std::move(notification));
    }
    successful_ = successful_ && invocation.value("executionSuccessful", false);
    exit_code_ = std::max(exit_code_, number_at(invocation, "/exitCode"));
    std::set<std::string> off;
    for (const Json& override : list_at(invocation, "ruleConfigurationOverrides")) {
      off.insert(override.dump());
    }
    if (&part == &parts_.front()) {
      off_ = off;
    } else {
      std::erase_if(off_, [&](const std::string& rule) { return !off.contains(rule); });
    }
  }

  /// The path that a notification's message names.
  static void rename(const Part& part, Json& notification) {
    const Json::json_pointer at("/message/arguments/0");
    if (!notification.contains(at) || !notification[at].is_string()) return;
    const auto path = notification[at].get<std::string>();
    notification[at] = path == "." ? part.log->name : part.log->name + '/' + path;
    std::vector<std::string> arguments;
    for (const Json& argument : notification["message"]["arguments"]) {
      arguments.push_back(argument.is_string() ? argument.get<std::string>() : std::string());
    }
    const std::string string =
        text_at(part.run, fmt::format("/tool/driver/notifications/{}/messageStrings/default/text",
                                      number_at(notification, "/descriptor/index"))
                              .c_str());
    if (!string.empty()) notification["message"]["text"] = filled(string, arguments);
  }

  void write_artifacts(Json& merged) {
    merged["artifacts"] = Json::array();
    for (auto& [uri, artifact] : artifacts_) merged["artifacts"].push_back(std::move(artifact));
  }

  void write_results(Json& merged) {
    merged["results"] = Json::array();
    bool redacted = false;
    for (auto& [key, result] : results_) {
      redacted = redacted || result.dump().find(kRedaction) != std::string::npos;
      merged["results"].push_back(std::move(result));
    }
    merged.erase("redactionTokens");
    if (redacted) merged["redactionTokens"] = {kRedaction};
  }

  void write_invocation(Json& merged) {
    Json invocation = Json::object();
    invocation["executionSuccessful"] = successful_;
    invocation["exitCode"] = exit_code_;
    for (const std::string& rule : off_) invocation["ruleConfigurationOverrides"].push_back(Json::parse(rule));
    invocation["toolExecutionNotifications"] = std::move(notifications_);
    merged["invocations"] = Json::array({std::move(invocation)});
    // Of several commits none is that of the whole.
    for (const Part& part : parts_) {
      if (&part == &parts_.front()) continue;
      if (part.run.value("versionControlProvenance", Json()) != merged.value("versionControlProvenance", Json())) {
        merged.erase("versionControlProvenance");
      }
    }
  }

  static std::size_t rank_of(const std::string& verdict) {
    constexpr std::array<std::string_view, 5> kOrder = {"fail", "open", "pass", "manual", "notApplicable"};
    return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), verdict) - kOrder.begin());
  }

  /// The worst of each; figures are summed up. What two logs both have was counted twice, and that is no more than it
  /// says: so much was looked at.
  void write_verdicts(Json& merged) const {
    std::map<std::pair<std::size_t, std::size_t>, Json*> targets;
    for_each_verdict(merged,
                     [&](std::size_t taxon, std::size_t place, Json& verdict) { targets[{taxon, place}] = &verdict; });
    for (const Part& part : parts_) {
      if (&part == &parts_.front()) continue;
      Json run = part.run;
      for_each_verdict(run, [&](std::size_t taxon, std::size_t place, Json& verdict) {
        const auto target = targets.find({taxon, place});
        if (target == targets.end() || text_at(*target->second, "/meaning") != text_at(verdict, "/meaning")) return;
        Json& into = *target->second;
        if (rank_of(text_at(verdict, "/verdict")) < rank_of(text_at(into, "/verdict"))) {
          into["verdict"] = verdict["verdict"];
        }
        for (const char* figure : {"against", "inFavour", "undecided", "suppressed", "files", "unread"}) {
          const std::string pointer = std::string("/") + figure;
          into[figure] = number_at(into, pointer.c_str()) + number_at(verdict, pointer.c_str());
        }
      });
    }
  }

  template <typename Body>
  static void for_each_verdict(Json& run, Body body) {
    const Json::json_pointer taxa("/taxonomies/0/taxa");
    const Json::json_pointer verdicts("/properties/cpsaudit~1verdicts");
    if (!run.contains(taxa)) return;
    std::size_t taxon = 0;
    for (Json& element : run[taxa]) {
      ++taxon;
      if (!element.contains(verdicts)) continue;
      std::size_t place = 0;
      for (Json& verdict : element[verdicts]) body(taxon, place++, verdict);
    }
  }

  void write_properties(Json& merged, const std::string& subject) const {
    std::map<std::string, std::string> digests;
    for (const Json& artifact : merged["artifacts"]) {
      digests[path_of_uri(text_at(artifact, "/location/uri"))] = text_at(artifact, "/hashes/sha-256");
    }
    std::string list;
    for (const auto& [path, digest] : digests) list += fmt::format("{}  {}\n", digest, path);
    Json& properties = merged["properties"];
    if (!subject.empty()) properties["cpsaudit/subject"] = subject;
    properties["cpsaudit/treeSha256"] = sha256_hex(list);
  }

  std::vector<Part> parts_;
  std::map<std::string, Json> artifacts_;
  std::map<std::string, std::size_t> indices_;
  std::map<std::tuple<std::string, std::uint64_t, std::uint64_t, std::string, std::string>, Json> results_;
  Json notifications_ = Json::array();
  std::set<std::string> seen_;
  std::set<std::string> off_;
  bool successful_ = true;
  std::uint64_t exit_code_ = 0;
};

}  // namespace

Result<std::string> merged_sarif(const std::vector<NamedLog>& logs, const std::string& subject) try {
  std::vector<const NamedLog*> order;
  for (const NamedLog& log : logs) order.push_back(&log);
  std::sort(order.begin(), order.end(), [](const NamedLog* a, const NamedLog* b) {
    return std::tie(a->name, a->text) < std::tie(b->name, b->text);
  });
  // A log that is named twice says nothing twice.
  const auto same = [](const NamedLog* a, const NamedLog* b) { return a->name == b->name && a->text == b->text; };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  Json document;
  std::vector<Part> parts;
  for (const NamedLog* log : order) {
    document = Json::parse(log->text);
    parts.push_back({log, std::move(document.at("runs").at(0))});
  }
  auto merged = Merger(std::move(parts)).merge(subject);
  if (!merged) return tl::unexpected(merged.error());
  document["runs"] = Json::array({std::move(*merged)});
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
} catch (const Json::exception& error) {
  // Values of other types than ours: the message of the library says which.
  return tl::unexpected(Error{fmt::format("a log does not have the shape of one of cpsaudit: {}", error.what())});
}

}  // namespace cpsaudit
