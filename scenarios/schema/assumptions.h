#pragma once

#include "engine/core/text.h"
#include "scenarios/scenario.h"
#include "scenarios/schema/document.h"

#include <optional>
#include <string>
#include <vector>

/// `[[assumption]]` and `[sensitivity]`: what a scenario takes for granted, with a low and a high value, and the figure by which
/// that is judged. They are no part of the scenario's own text: with or without them a run is the same.
namespace wangge::scenarios {

/// How much of a town a key may change.
enum class Reach : std::uint8_t { simulation, travel, town };

struct Assumption {
  struct End {
    std::string setting;  ///< as written, without quotes
    Scenario scenario;    ///< with this value alone changed
  };
  std::string name;  ///< empty: none was given
  core::Text title;
  std::string key;
  std::string source;
  Reach reach = Reach::town;
  End low;
  End high;
  Place place{};        ///< of its key
  std::string where{};  ///< file, line and key, for messages
};

struct Sensitivity {
  std::string figure;
  std::optional<int> replications;  ///< absent: as many as the base made
  bool own_base = false;            ///< the base is to be run anew, as replications or horizon are others than the scenario's
  Scenario base;                    ///< with the horizon of these runs
  std::vector<Assumption> assumptions;
  std::vector<Assumption> beside_log{};  ///< those whose key says how requests are drawn, which a log replaces
};

/// The two sections of a document, taken out of it.
struct AssumptionNodes {
  std::optional<Node> assumptions;
  std::optional<Node> sensitivity;
};
[[nodiscard]] AssumptionNodes take_assumptions(Node& document);

/// Throws error_at for an unknown key, a value that the key refuses, two of a name, a figure that is unknown or has no interval.
/// `document`: without those sections, before a made town's sources are added; `file`: the scenario's path. O(assumptions x
/// keys).
[[nodiscard]] Sensitivity bind_sensitivity(const AssumptionNodes& nodes, const Node& document, const std::string& file);

}  // namespace wangge::scenarios
