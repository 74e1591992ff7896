#pragma once

#include <string>

#include "engine/check.h"
#include "engine/evaluate.h"
#include "engine/source_index.h"

namespace cpsaudit {

/// "setInsecure", "WiFiClientSecure::setInsecure" or "ArduinoOTA.setPassword", taken apart.
struct FunctionName {
  std::string name;
  /// A type or namespace, or with `of_object` the name of an object.
  std::string qualifier;
  bool of_object = false;
  /// In place of the name: over the last part of the callee's.
  Pattern matches = {};
};

FunctionName parse_function_name(const std::string& text);
FunctionName name_of(const CompanionCall& companion);
/// `unless-in` of the companion names the function or the file that the call stands in.
bool serves_something_else(const CompanionCall& companion, const CallReference& reference);

bool is_call_of(const Call& call, const FunctionName& function);

/// All conditions hold.
bool arguments_hold(const std::vector<ArgumentCondition>& conditions, const CallReference& reference,
                    const SourceIndex& index, const Vocabulary& vocabulary);

/// A field of a record that is handed over, by its path; null where nothing says what it holds.
const Value* part_of(const Value& record, const std::string& path);

/// An object of one of the types, where any are asked for.
bool is_receiver_of(const std::vector<std::string>& types, const Call& call);

/// Argument by number from 1; 0 is the receiver; null when there is none.
const Value* argument_of(const Call& call, unsigned number);

/// `void Link::setInsecure() { client.setInsecure(); }`: what its callers ask for, under the same name. A function
/// that begins or opens something is named after what it does, not after what it calls.
bool hands_on(const Call& call);

/// What a call works on, as written without `&`, `*` and `this->`: the receiver, or the first argument.
std::string object_of(const Call& call);

/// An object as written, without `&`, `*`, `this->`, parentheses and a smart pointer's `.get()`; "a.b" for "a->b".
std::string bare_object(std::string_view text);

/// "curl_easy_setopt(CURLOPT_SSL_VERIFYPEER)", "client.setInsecure()": the callee and the arguments that `where` names.
std::string name_of_call(const Call& call, const std::vector<ArgumentCondition>& where);

}  // namespace cpsaudit
