#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Which figures of metrics.json have an interval and may be told of a run as a whole.
namespace wangge::scenarios {

/// Figures of the simulation of a run, not of an item of a list, that have a 95 % interval and the value of each replication, by
/// name. Left out: those that an export withholds or blurs where few are concerned (requests open at the end, matters of
/// departments, the share of scheduled work). Read off metrics.schema.json once.
[[nodiscard]] const std::vector<std::string>& figures_with_interval();

[[nodiscard]] bool has_interval(std::string_view figure);

}  // namespace wangge::scenarios
