#pragma once

#include "engine/core/text.h"

#include <string>

/// What the console says of chosen sites, from the text of site.json.
namespace wangge::scenarios {

/// One line an answer: figure, bound, proof.
[[nodiscard]] std::string site_answers_text(const std::string& text, core::Language language);
/// A row a site.
[[nodiscard]] std::string sites_table(const std::string& text, core::Language language);
/// Groups before and after, and what is left unreached; a last line that accounts for all households.
[[nodiscard]] std::string site_groups_table(const std::string& text, core::Language language);
/// Workers needed, pairs made: a line each; empty where neither was asked for.
[[nodiscard]] std::string site_further_text(const std::string& text, core::Language language);

}  // namespace wangge::scenarios
