#include "engine/planning/edits/history.h"

#include "engine/planning/edits/compose.h"

#include <algorithm>
#include <cassert>

namespace wangge::planning {

std::optional<Refusal> History::apply(const Edit& edit, const EditGround& ground) {
  const auto moves = moves_of(plan_, edit, ground);
  if (const auto* refused = std::get_if<Refusal>(&moves)) return *refused;
  return apply(std::span<const Move>(std::get<0>(moves)));
}

std::optional<Refusal> History::apply(std::span<const Move> moves) {
  Step back;
  std::optional<Refusal> refused;
  for (const Move& move : moves) {
    auto answer = plan_.apply(move);
    if (auto* refusal = std::get_if<Refusal>(&answer)) {
      refused = std::move(*refusal);
      break;
    }
    back.push_back(std::get<Move>(std::move(answer)));
  }
  std::reverse(back.begin(), back.end());
  if (refused) {
    for (const Move& move : back) {
      [[maybe_unused]] const auto answer = plan_.apply(move);
      assert(std::holds_alternative<Move>(answer));
    }
    return refused;
  }
  done_.push_back(std::move(back));
  undone_.clear();
  return std::nullopt;
}

bool History::step(std::vector<Step>& from, std::vector<Step>& to) {
  if (from.empty()) return false;
  Step back;
  for (const Move& move : from.back()) {
    auto answer = plan_.apply(move);
    assert(std::holds_alternative<Move>(answer));
    back.push_back(std::get<Move>(std::move(answer)));
  }
  std::reverse(back.begin(), back.end());
  from.pop_back();
  to.push_back(std::move(back));
  return true;
}

}  // namespace wangge::planning
