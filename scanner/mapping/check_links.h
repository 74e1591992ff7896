#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/catalog.h"
#include "mapping/framework.h"

namespace cpsaudit {

/// Which checks speak to what: the way from the framework to the catalogue. Both must outlive it.
class CheckLinks {
 public:
  CheckLinks(const Catalog& catalog, const Framework& framework);

  /// Weaknesses that name a row of this meaning, as indices in catalogue order, without repetition.
  const std::vector<std::size_t>& weaknesses_of_meaning(std::size_t meaning) const { return by_meaning_[meaning]; }
  /// Weaknesses that name a row of this statement.
  const std::vector<std::size_t>& weaknesses_of_statement(std::size_t statement) const {
    return by_statement_[statement];
  }
  /// Checks of a weakness, as indices in catalogue order.
  const std::vector<std::size_t>& checks_of(std::size_t weakness) const { return checks_[weakness]; }

  /// "`peer-not-verified` (CPSA2011–CPSA2013, CPSA2020)", one weakness after the other; empty when there is none.
  std::string list(const std::vector<std::size_t>& weaknesses) const;

 private:
  const Catalog& catalog_;
  std::vector<std::vector<std::size_t>> by_meaning_;
  std::vector<std::vector<std::size_t>> by_statement_;
  std::vector<std::vector<std::size_t>> checks_;
};

/// True when a row of the weakness touches the thing of this id: requirement, meaning, statement, or the vulnerability
/// id, incident or layer that the statement stands in.
bool relates_to(const Weakness& weakness, std::string_view id);

}  // namespace cpsaudit
