#include "engine/planning/balance/tree_balance.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace wangge::planning {
namespace {

/// Units that a mean part weighs.
constexpr std::size_t units_a_mean = 160;
constexpr std::size_t word_bits = 64;
/// Units of deviation that are asked for first, and times as many where a tree has no such parts.
constexpr std::size_t first_asked = 8;
constexpr std::size_t widening = 3;

template <class Bits>
bool test(const Bits& bits, std::size_t at) {
  return (bits[at / word_bits] >> (at % word_bits) & 1U) != 0;
}

}  // namespace

TreeBalance::TreeBalance(const SearchGraph& graph, std::vector<double> weights, std::uint32_t parts, const WeightWindow& window)
    : weights_(std::move(weights)), parts_(parts), window_(window), place_(graph.size()) {
  double total = 0;
  for (const double weight : weights_) total += weight;
  mean_ = total / parts;
}

/// Sums along the tree's order are rounded, not the weights: a subtree is an interval, so that its rounding stays below a unit
/// however many nodes it has.
void TreeBalance::round_along(const std::vector<Node>& order) {
  units_.resize(order.size());
  double sum = 0;
  std::size_t rounded = 0;
  for (const Node node : order) {
    sum += weights_[node];
    const auto next = static_cast<std::size_t>(sum / mean_ * static_cast<double>(units_a_mean) + 0.5);
    units_[node] = next - rounded;
    rounded = next;
  }
}

void TreeBalance::set_window(std::size_t off) {
  const double unit = mean_ / static_cast<double>(units_a_mean);
  const auto least = static_cast<std::size_t>(std::max(0.0, std::ceil(window_.least / unit - 0.5)));
  const auto most = static_cast<std::size_t>(std::max(0.0, std::floor(std::min(window_.most, 1e6 * mean_) / unit + 0.5)));
  low_ = std::max(least, off >= units_a_mean ? std::size_t{1} : units_a_mean - off);
  high_ = std::min({most, units_a_mean + off, most_words * word_bits - 1});
  words_ = high_ / word_bits + 1;
  whole_ = {};
  for (std::size_t at = low_; at <= high_; ++at) whole_[at / word_bits] |= Word{1} << (at % word_bits);
}

bool TreeBalance::holds_whole(const Bits& bits) const {
  Word any = 0;
  for (std::size_t word = 0; word < words_; ++word) any |= bits[word] & whole_[word];
  return any != 0;
}

/// The weight of a complete part that is nearest to the mean. Precondition: there is one.
std::size_t TreeBalance::whole_in(const Bits& bits) const {
  std::size_t best = high_ + 1;
  std::size_t least_off = ~std::size_t{0};
  for (std::size_t at = low_; at <= high_; ++at) {
    const std::size_t off = at > units_a_mean ? at - units_a_mean : units_a_mean - at;
    if (test(bits, at) && off < least_off) {
      best = at;
      least_off = off;
    }
  }
  return best;
}

void TreeBalance::add_shifted(const Bits& bits, std::size_t by, Bits& into) const {
  const std::size_t words = by / word_bits;
  const auto rest = static_cast<unsigned>(by % word_bits);
  for (std::size_t at = words_; at-- > words;) {
    Word moved = bits[at - words] << rest;
    if (rest > 0 && at > words) moved |= bits[at - words - 1] >> (word_bits - rest);
    into[at] |= moved;
  }
}

std::size_t TreeBalance::runs_of(const Bits& bits) const {
  std::size_t runs = 0;
  Word carry = 0;
  for (std::size_t word = 0; word < words_; ++word) {
    // Runs are few: faster than a count of bits where the machine has none.
    for (Word begins = bits[word] & ~(bits[word] << 1 | carry); begins != 0; begins &= begins - 1) ++runs;
    carry = bits[word] >> (word_bits - 1);
  }
  return runs;
}

bool TreeBalance::any_of(const Bits& bits) const {
  Word any = 0;
  for (std::size_t word = 0; word < words_; ++word) any |= bits[word];
  return any != 0;
}

/// All sums of one of each, up to the most. Weights stand in few runs mostly: the other set is smeared over a run by doubling.
void TreeBalance::join(const Bits& a, const Bits& b, Bits& into) const {
  const bool turned = runs_of(a) < runs_of(b);
  const Bits& moved = turned ? b : a;
  const Bits& by = turned ? a : b;
  const auto next = [&](std::size_t from, bool wanted) {
    for (std::size_t word = from / word_bits; word < words_; ++word) {
      Word left = wanted ? by[word] : ~by[word];
      if (word == from / word_bits) left &= ~Word{0} << (from % word_bits);
      if (left != 0) return word * word_bits + static_cast<std::size_t>(std::countr_zero(left));
    }
    return words_ * word_bits;
  };
  for (std::size_t begin = next(0, true); begin < words_ * word_bits;) {
    const std::size_t end = next(begin, false);
    Bits smeared = moved;
    for (std::size_t length = 1; length < end - begin;) {
      const std::size_t step = std::min(length, end - begin - length);
      add_shifted(smeared, step, smeared);
      length += step;
    }
    add_shifted(smeared, begin, into);
    begin = end < words_ * word_bits ? next(end, true) : end;
  }
  const std::size_t spare = high_ % word_bits + 1;
  if (spare < word_bits) into[words_ - 1] &= (Word{1} << spare) - 1;
}

/// Whether anything is left for the node above.
bool TreeBalance::merge(std::size_t up, std::size_t at) {
  Bits* const top = tables_.data() + up * parts_;
  const Bits* const below = table(at);
  Bits* const kept = before_.data() + at * parts_;
  const Rows own_rows = rows_before_[at] = rows_[up];
  const Rows rows = rows_[at];
  std::copy(top + own_rows.first, top + own_rows.last, kept + own_rows.first);
  Rows made{own_rows.first + rows.first, std::min<std::size_t>(own_rows.last + rows.last, parts_)};
  if (made.first >= made.last) return false;
  std::fill(top + made.first, top + made.last, Bits{});
  for (std::size_t part = rows.first; part < rows.last; ++part) {
    if (!any_of(below[part])) continue;
    const bool whole = holds_whole(below[part]);
    for (std::size_t own = own_rows.first; own < own_rows.last && own + part < made.last; ++own) {
      if (!any_of(kept[own])) continue;
      join(kept[own], below[part], top[own + part]);
      if (!whole || own + part + 1 >= made.last) continue;
      for (std::size_t word = 0; word < words_; ++word) top[own + part + 1][word] |= kept[own][word];
    }
  }
  while (made.first < made.last && !any_of(top[made.first])) ++made.first;
  while (made.first < made.last && !any_of(top[made.last - 1])) --made.last;
  rows_[up] = made;
  return made.first < made.last;
}

bool TreeBalance::feasible(const SpanningTree& tree, std::size_t off) {
  set_window(off);
  if (low_ > high_) return false;
  const std::vector<Node>& order = tree.order();
  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::size_t own = units_[order[at]];
    if (own > high_) return false;
    Bits& alone = tables_[at * parts_];
    alone = {};
    alone[own / word_bits] = Word{1} << (own % word_bits);
    rows_[at] = {0, 1};
  }
  for (std::size_t at = order.size(); at-- > 1;) {
    if (!merge(place_[tree.above(order[at])], at)) return false;
  }
  return rows_.front().last == parts_ && holds_whole(table(0)[parts_ - 1]);
}

Balanced TreeBalance::read(const SpanningTree& tree) const {
  const std::vector<Node>& order = tree.order();
  struct Open {
    std::size_t done = 0;
    std::size_t weight = 0;
    std::uint32_t label = 0;
  };
  std::vector<Open> open(order.size());
  open.front() = {parts_ - 1U, whole_in(table(0)[parts_ - 1]), 0};
  std::uint32_t next = 1;
  const auto in_use = [](const Rows& rows, std::size_t row) { return row >= rows.first && row < rows.last; };
  // Subtrees were merged from the last to the first: they are taken apart in the order of the tree.
  for (std::size_t at = 1; at < order.size(); ++at) {
    Open& up = open[place_[tree.above(order[at])]];
    const Bits* const top = before(at);
    const Bits* const below = table(at);
    const auto cut_off = [&] {
      for (std::size_t part = rows_[at].first; part < rows_[at].last && part < up.done; ++part) {
        const std::size_t own = up.done - 1 - part;
        if (!in_use(rows_before_[at], own) || !test(top[own], up.weight) || !holds_whole(below[part])) continue;
        open[at] = {part, whole_in(below[part]), next++};
        up.done = own;
        return true;
      }
      return false;
    };
    const auto keep_open = [&] {
      for (std::size_t part = rows_[at].first; part < rows_[at].last && part <= up.done; ++part) {
        const std::size_t own = up.done - part;
        if (!in_use(rows_before_[at], own)) continue;
        for (std::size_t weight = 0; weight <= up.weight; ++weight) {
          if (!test(below[part], weight) || !test(top[own], up.weight - weight)) continue;
          open[at] = {part, weight, up.label};
          up.done = own;
          up.weight -= weight;
          return true;
        }
      }
      return false;
    };
    if (!cut_off()) static_cast<void>(keep_open());
  }
  Balanced found;
  found.labels.resize(order.size());
  std::vector<double> sum(parts_, 0);
  for (std::size_t at = 0; at < order.size(); ++at) {
    found.labels[order[at]] = open[at].label;
    sum[open[at].label] += weights_[order[at]];
  }
  for (const double weight : sum) found.deviation = std::max(found.deviation, std::abs(weight / mean_ - 1));
  return found;
}

std::optional<Balanced> TreeBalance::cut(const SpanningTree& tree, double limit) {
  const std::vector<Node>& order = tree.order();
  if (order.size() < parts_) return std::nullopt;
  for (std::size_t at = 0; at < order.size(); ++at) place_[order[at]] = at;
  round_along(order);
  tables_.resize(order.size() * parts_);
  before_.resize(order.size() * parts_);
  rows_.resize(order.size());
  rows_before_.resize(order.size());
  const auto off = least_off(
      tree, static_cast<std::size_t>(std::clamp(limit, 0.0, static_cast<double>(parts_)) * static_cast<double>(units_a_mean)));
  if (!off) return std::nullopt;
  static_cast<void>(feasible(tree, *off));
  return read(tree);
}

/// The least deviation that the tree allows, up to the most. Narrow windows leave few states: they are asked for first.
std::optional<std::size_t> TreeBalance::least_off(const SpanningTree& tree, std::size_t most) {
  std::size_t impossible = 0;  // one more than the last deviation without parts
  std::size_t off = std::min(most, first_asked);
  while (!feasible(tree, off)) {
    if (off == most) return std::nullopt;
    impossible = off + 1;
    off = std::min(most, off * widening);
  }
  while (impossible < off) {
    const std::size_t middle = impossible + (off - impossible) / 2;
    if (feasible(tree, middle)) {
      off = middle;
    } else {
      impossible = middle + 1;
    }
  }
  return off;
}

}  // namespace wangge::planning
