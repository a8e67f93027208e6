#include "engine/planning/edits/history.h"

#include "engine/planning/edits/compose.h"
#include "engine/planning/edits/selection.h"

#include <algorithm>
#include <cassert>

#include <fmt/core.h>

namespace wangge::planning {

namespace {

Refusal too_few(std::size_t asked, std::size_t there, bool back) {
  if (asked == 0) return refusal_of(0, "次数应为 1 或更多", "the number of times should be 1 or more");
  return back ? refusal_of(0, fmt::format("要撤销 {} 步，而此前只有 {} 步", asked, there),
                           fmt::format("{} step{} cannot be taken back: there {} {}", asked, asked == 1 ? "" : "s",
                                       there == 1 ? "is" : "are", there))
              : refusal_of(0, fmt::format("要重做 {} 步，而可重做的只有 {} 步", asked, there),
                           fmt::format("{} step{} cannot be done again: there {} {}", asked, asked == 1 ? "" : "s",
                                       there == 1 ? "is" : "are", there));
}

}  // namespace

std::optional<Refusal> History::apply(const Edit& edit, const EditGround& ground) {
  if (const auto* back = std::get_if<UndoEdit>(&edit)) {
    if (back->times == 0 || back->times > done()) return too_few(back->times, done(), true);
    for (std::size_t i = 0; i < back->times; ++i) undo();
    return std::nullopt;
  }
  if (const auto* forth = std::get_if<RedoEdit>(&edit)) {
    if (forth->times == 0 || forth->times > undone()) return too_few(forth->times, undone(), false);
    for (std::size_t i = 0; i < forth->times; ++i) redo();
    return std::nullopt;
  }
  const auto moves = moves_of(plan_, edit, ground);
  if (const auto* refused = std::get_if<Refusal>(&moves)) return *refused;
  return apply(std::span<const Move>(std::get<0>(moves)));
}

std::optional<Refusal> History::apply(std::span<const Move> moves) {
  Step back;
  std::vector<AreaId> touched;
  std::optional<Refusal> refused;
  for (const Move& move : moves) {
    auto answer = plan_.apply(move);
    if (auto* refusal = std::get_if<Refusal>(&answer)) {
      refused = std::move(*refusal);
      break;
    }
    back.push_back(std::get<Move>(std::move(answer)));
    note_parents(move, touched);
  }
  std::reverse(back.begin(), back.end());
  if (refused) {
    for (const Move& move : back) {
      [[maybe_unused]] const auto answer = plan_.apply(move);
      assert(std::holds_alternative<Move>(answer));
    }
    return refused;
  }
  refresh_aims(std::move(touched));
  done_.push_back(std::move(back));
  undone_.clear();
  return std::nullopt;
}

bool History::step(std::vector<Step>& from, std::vector<Step>& to) {
  if (from.empty()) return false;
  Step back;
  std::vector<AreaId> touched;
  for (const Move& move : from.back()) {
    auto answer = plan_.apply(move);
    assert(std::holds_alternative<Move>(answer));
    back.push_back(std::get<Move>(std::move(answer)));
    note_parents(move, touched);
  }
  std::reverse(back.begin(), back.end());
  refresh_aims(std::move(touched));
  from.pop_back();
  to.push_back(std::move(back));
  return true;
}

/// The grids that a move names live after it.
void History::note_parents(const Move& move, std::vector<AreaId>& touched) const {
  if (!aims_) return;
  const std::vector<AreaId> own = LiveAims::parents_of(plan_, move);
  touched.insert(touched.end(), own.begin(), own.end());
}

void History::refresh_aims(std::vector<AreaId> touched) {
  if (!aims_) return;
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  aims_->update(plan_, touched);
}

}  // namespace wangge::planning
