#pragma once

#include "engine/core/text.h"

#include <string>

namespace wangge::scenarios {

/// The figure of the ensemble as a sheet: an A4 page in PDF, in one language, of the text of a plans.json whose object `ensemble`
/// has aims. The same input gives the same bytes. Throws Error(input) when the text is not such JSON.
///
///   write_file(folder / "ensemble-zh.pdf", ensemble_sheet(text, core::Language::zh));
[[nodiscard]] std::string ensemble_sheet(const std::string& plans_json, core::Language language);

}  // namespace wangge::scenarios
