#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/catalog.h"
#include "engine/predicate.h"
#include "facts/file_facts.h"

namespace cpsaudit {

struct CalledCall;

/// A call, and the file that it stands in.
struct CallReference {
  const FileFacts* file = nullptr;
  const Call* call = nullptr;
  /// What is known when it is a call in another function, seen from here (call_flow.h); null for one that stands here.
  const CalledCall* seen = nullptr;
};

/// A function that gives one answer alone, and the file that it stands in.
struct ConstantReturnReference {
  const FileFacts* file = nullptr;
  const ConstantReturn* fact = nullptr;
};

/// A constant that a name stands for, and where it is given to it.
struct Definition {
  const FileFacts* file = nullptr;
  Constant constant;
};

/// The facts of all sources of a tree, by what detectors ask for. Points into the facts, which must outlive it.
class SourceIndex {
 public:
  explicit SourceIndex(std::span<const FileFacts> files);

  /// What files of the build give as macros, where the sources themselves do not say.
  void add_build_macros(const Catalog& catalog, std::span<const FileFacts> files);

  /// A call that stands in a function that is called there. To be added when all facts are known.
  void add(const CallReference& reference);

  /// In the order of the files.
  std::span<const CallReference> calls_named(const std::string& name) const;
  /// The last parts of the names of all functions that are called, in their order.
  const std::vector<std::string>& called_names() const;
  /// The calls in one function of one file; at file scope with an empty name.
  std::span<const CallReference> calls_in(const FileFacts& file, const std::string& function) const;
  std::span<const CallReference> calls_in(const FileFacts& file) const;
  /// Does a call stand in any function of such a qualified name?
  bool any_function(const std::function<bool(const std::string&)>& is_such) const;
  /// A function of that name which always answers the same: in this file, else the only one of the tree.
  const ConstantReturnReference* constant_return(const FileFacts& file, const std::string& function) const;
  /// What a function of that name answers, each under its conditions: in this file.
  std::vector<const CallbackAnswer*> answers_of(const FileFacts& file, const std::string& function) const;
  /// The functions of that name, without qualifier, whose bodies are known: of this file, else those of the only other
  /// file that has any. Each a file and a qualified name.
  std::vector<std::pair<const FileFacts*, std::string>> functions_named(const FileFacts& file,
                                                                        const std::string& name) const;
  /// The only function of that name does nothing but give one answer.
  bool is_stub(const FileFacts& file, const std::string& function) const;
  /// Does a file of that folder hold the body of the function that is called?
  bool is_implemented_beside(const CallReference& reference) const;
  /// The fields that are given a value in one function of one file.
  std::span<const FieldInit* const> fields_in(const FileFacts& file, const std::string& function) const;
  /// What a name of file scope stands for where `file` uses it; null when nothing says, or several say differently. Of
  /// options of the build those count that stand in the nearest folder around the file.
  const Definition* definition(const std::string& name, const FileFacts& file) const;
  /// What the build gives a macro, whatever a header defines where nobody does (`#ifndef X`); null when it gives none.
  const Definition* given_by_build(const std::string& name, const FileFacts& file) const;

 private:
  using Function = std::pair<const FileFacts*, std::string>;

  void add(const FileFacts& file);
  void note_function(const FileFacts& file, const std::string& function);
  void define(const std::string& name, const FileFacts& file, const Value& value);
  /// What files of the build give an option: two projects of a tree may set it differently.
  struct Option {
    /// Without a file when several differ.
    Definition anywhere;
    std::map<std::string, Definition> by_folder;
  };
  using Options = std::unordered_map<std::string, Option>;

  static const Definition* nearest(const Options& options, const std::string& name, const FileFacts& file);

  std::unordered_map<std::string, std::vector<CallReference>> by_name_;
  /// The keys of by_name_, once somebody has asked for them and no more came.
  mutable std::vector<std::string> names_;
  std::map<Function, std::vector<CallReference>> by_function_;
  std::unordered_map<const FileFacts*, std::vector<CallReference>> by_file_;
  std::unordered_map<std::string, std::vector<ConstantReturnReference>> constant_returns_;
  std::map<Function, std::vector<const FieldInit*>> fields_;
  /// Those on which several differ have no file.
  std::unordered_map<std::string, Definition> definitions_;
  Options options_;
  /// What holds where no option is given.
  Options default_options_;
  /// By the last part of the name.
  std::unordered_map<std::string, std::set<Function>> functions_;
  /// Folder and qualified name.
  std::set<std::pair<std::string, std::string>> implemented_;
  /// How many files hold a body of it.
  std::unordered_map<std::string, unsigned> bodies_;
};

}  // namespace cpsaudit
