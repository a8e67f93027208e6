#pragma once

#include "scenarios/lab/form.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// As JSON: a list `reports`, each with title, file, reference, synthetic, credits and `places`, each with name and `figures`
/// by name, to six digits; null where a figure is not known.
[[nodiscard]] std::string form_json(std::span<const FormReport> reports);

/// What form_json wrote. Throws Error(input) naming `file` where the text is something else.
[[nodiscard]] std::vector<FormReport> form_of_json(std::string_view text, const std::string& file);

/// A row a figure, a column a place; a report of more than three places is one column: lowest, median, highest.
[[nodiscard]] std::string form_text(std::span<const FormReport> reports, core::Language language);

/// The same as a table of Markdown; figures of made places that lie outside those of all real places are bold with an arrow.
[[nodiscard]] std::string form_markdown(std::span<const FormReport> reports, core::Language language);

/// The figures with unit, formula and source as a table of Markdown.
[[nodiscard]] std::string form_glossary(core::Language language);

}  // namespace wangge::scenarios
