#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "mapping/framework.h"
#include "mapping/reference.h"
#include "report/html_text.h"
#include "report/model.h"
#include "report/words.h"

namespace cpsaudit {

/// What the parts of one page have in common.
struct HtmlPage {
  const Report& report;
  const Framework& framework;
  const Reference& reference;
  Language language;
  HtmlWriter& out;
};

/// "e", "w", "n": short class names, since they stand with every finding.
std::string_view class_of(Level level);
void write_chip(HtmlWriter& out, std::string_view css_class, const LocalizedText& word);

/// A number with its groups of three: "20,000".
std::string grouped(std::size_t number);

/// The parts in the order of the page.
void write_subject(HtmlPage& page);       // html_subject.cpp
void write_signature(HtmlPage& page);     // html_method.cpp; on paper only
void write_picture(HtmlPage& page);       // html_picture.cpp
void write_matrix(HtmlPage& page);        // html_matrix.cpp
void write_products(HtmlPage& page);      // html_products.cpp; a table of the picture
void write_requirements(HtmlPage& page);  // html_requirements.cpp
void write_findings(HtmlPage& page);      // html_findings.cpp
void write_unchecked(HtmlPage& page);     // html_unchecked.cpp
void write_suppressions(HtmlPage& page);  // html_unchecked.cpp
void write_method(HtmlPage& page);        // html_method.cpp
void write_files(HtmlPage& page);         // html_method.cpp

/// A place as "path:line:column", and its code with the place marked. (html_code.cpp)
void write_location(HtmlWriter& out, const ReportPlace& place);
void write_code(HtmlWriter& out, const Quote& quote);
/// The id that links to a finding: "f-" and its fingerprint.
std::string anchor_of(const ReportFinding& finding);

}  // namespace cpsaudit
