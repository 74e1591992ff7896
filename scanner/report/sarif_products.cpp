#include "report/sarif_parts.h"
#include "report/uri.h"

namespace cpsaudit {
namespace {

/// What says nothing of this product alone stands in the taxonomy.
bool is_told(VerdictKind kind) {
  return kind == VerdictKind::kFail || kind == VerdictKind::kOpen || kind == VerdictKind::kPass;
}

void write_verdict(JsonWriter& json, const SarifModel& model, const Verdict& verdict) {
  json.text("meaning", model.framework.meanings[verdict.meaning].id);
  json.text("verdict", name_of(verdict.kind));
  json.number("against", verdict.against.size());
  json.number("inFavour", verdict.in_favour.size());
  json.number("undecided", verdict.undecided.size());
  json.number("suppressed", verdict.suppressed.size());
  json.number("unread", verdict.unread.size());
}

}  // namespace

void write_products(JsonWriter& json, const SarifModel& model) {
  if (model.verdicts_of_products.size() < 2) return;
  json.array("cpsaudit/products", [&] {
    for (const ProductVerdicts& product : model.verdicts_of_products) {
      json.object([&] {
        json.text("product", name_of_product(model, product.product));
        const Product& described = model.result.products[product.product];
        json.text("kind", described.kind);
        if (!described.title.empty()) {
          json.object("title", [&] {
            json.text("en", described.title.en);
            json.text("ja", described.title.ja);
          });
        }
        json.array("verdicts", [&] {
          for (const Verdict& verdict : product.verdicts) {
            if (is_told(verdict.kind)) json.object([&] { write_verdict(json, model, verdict); });
          }
        });
      });
    }
  });
}

std::string name_of_product(const SarifModel& model, std::size_t product) {
  const std::string& folder = model.result.products[product].folder;
  return folder.empty() ? "." : uri_of_path(folder);
}

}  // namespace cpsaudit
