#pragma once

#include "scenarios/site/site_result.h"

#include <string>

namespace wangge::scenarios {

/// site.json: keys sorted, minutes, metres, shares 0 … 1, numbers that are not counts with six significant digits. A figure that
/// was not computed is absent. docs/siting.md describes it.
[[nodiscard]] std::string site_json(const SiteResult& result);

}  // namespace wangge::scenarios
