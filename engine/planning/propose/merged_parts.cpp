#include "engine/planning/propose/merged_parts.h"

#include "engine/planning/aims/grid_match.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <utility>

namespace wangge::planning {
namespace {

using Mask = std::uint64_t;

constexpr std::uint64_t most_steps = 200'000;
constexpr std::size_t most_atoms = 64;

/// What is grouped: a node, or a whole part of today.
struct Atom {
  std::int64_t size = 0;
  std::int64_t households = 0;
  std::uint32_t today = 0;  ///< the part of today that it is of
  bool giant = false;
  Mask beside = 0;
};

/// Atoms that become one part.
struct Group {
  Mask atoms = 0;
  Mask beside = 0;
  std::int64_t size = 0;
  std::int64_t households = 0;
  std::vector<std::int64_t> of_today;  ///< households by part of today

  /// At least so many of them change part.
  [[nodiscard]] std::int64_t moved() const { return households - *std::max_element(of_today.begin(), of_today.end()); }
};

struct Way {
  std::int64_t excess = 0;
  std::int64_t moved = 0;
  std::vector<std::uint32_t> group;  ///< of each atom
};

bool operator<(const Way& a, const Way& b) { return std::tie(a.excess, a.moved, a.group) < std::tie(b.excess, b.moved, b.group); }

class Regrouping {
 public:
  Regrouping(std::vector<Atom> atoms, const SizeRange& range, std::uint32_t parts_today, std::size_t most)
      : atoms_(std::move(atoms)), range_(range), parts_today_(parts_today), most_(most), all_(all_of(atoms_.size())) {}

  /// Only ways that are better count.
  void know(Way way) { best_.push_back(std::move(way)); }

  [[nodiscard]] std::vector<Way> run() {
    next(0);
    return std::move(best_);
  }

  /// How many households a way of groups moves, with new and old parts paired.
  [[nodiscard]] std::int64_t moved_by(const std::vector<Group>& groups) const {
    std::vector<std::vector<std::int64_t>> shared;
    std::int64_t all = 0;
    for (const Group& group : groups) {
      shared.push_back(group.of_today);
      all += group.households;
    }
    const std::vector<int> partner = best_assignment(shared);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (partner[i] >= 0) all -= shared[i][static_cast<std::size_t>(partner[i])];
    }
    return all;
  }

  [[nodiscard]] Group group_of(Mask atoms) const {
    Group group{.atoms = 0, .beside = 0, .of_today = std::vector<std::int64_t>(parts_today_, 0)};
    for (Mask left = atoms; left != 0; left &= left - 1) add(static_cast<std::size_t>(std::countr_zero(left)), group);
    return group;
  }

 private:
  static Mask all_of(std::size_t atoms) { return atoms == most_atoms ? ~Mask{0} : (Mask{1} << atoms) - 1; }

  void add(std::size_t atom, Group& group) const {
    const Atom& own = atoms_[atom];
    group.atoms |= Mask{1} << atom;
    group.beside |= own.beside;
    group.size += own.size;
    group.households += own.households;
    group.of_today[own.today] += own.households;
  }

  [[nodiscard]] bool hopeless(std::int64_t more) const {
    return best_.size() == most_ && std::tuple(excess_, moved_ + more) >= std::tuple(best_.back().excess, best_.back().moved);
  }

  /// The first atom without a group begins one.
  void next(Mask covered) {
    if (covered == all_) return keep();
    const auto first = static_cast<std::size_t>(std::countr_one(covered));
    grow(group_of(Mask{1} << first), covered, covered | Mask{1} << first);
  }

  /// The group as it is, and with each atom beside it that was not passed over.
  void grow(const Group& group, Mask covered, Mask passed) {
    if (++steps_ > most_steps || hopeless(group.moved())) return;
    close(group, covered);
    const auto first = static_cast<std::size_t>(std::countr_zero(group.atoms));
    if (atoms_[first].giant) return;
    for (Mask left = group.beside & ~passed; left != 0; left &= left - 1) {
      const auto other = static_cast<std::size_t>(std::countr_zero(left));
      passed |= Mask{1} << other;
      if (atoms_[other].giant || group.size + atoms_[other].size > range_.most) continue;
      Group larger = group;
      add(other, larger);
      grow(larger, covered, passed);
    }
  }

  void close(const Group& group, Mask covered) {
    const auto first = static_cast<std::size_t>(std::countr_zero(group.atoms));
    const std::int64_t excess = atoms_[first].giant ? 0 : range_.excess(group.size);
    const std::int64_t moved = group.moved();
    excess_ += excess;
    moved_ += moved;
    groups_.push_back(group);
    if (!hopeless(0)) next(covered | group.atoms);
    groups_.pop_back();
    excess_ -= excess;
    moved_ -= moved;
  }

  void keep() {
    if (groups_.size() == atoms_.size()) return;
    Way way{excess_, moved_by(groups_), std::vector<std::uint32_t>(atoms_.size(), 0)};
    for (std::uint32_t number = 0; number < groups_.size(); ++number) {
      for (Mask left = groups_[number].atoms; left != 0; left &= left - 1)
        way.group[static_cast<std::size_t>(std::countr_zero(left))] = number;
    }
    const auto at = std::upper_bound(best_.begin(), best_.end(), way);
    best_.insert(at, std::move(way));
    if (best_.size() > most_) best_.pop_back();
  }

  std::vector<Atom> atoms_;
  SizeRange range_;
  std::uint32_t parts_today_;
  std::size_t most_;
  Mask all_;
  std::vector<Group> groups_;  ///< closed ones
  std::int64_t excess_ = 0;
  std::int64_t moved_ = 0;  ///< at least
  std::uint64_t steps_ = 0;
  std::vector<Way> best_;
};

/// Nodes that share a number as atoms.
std::vector<Atom> atoms_of(const SearchGraph& graph, const Partition& today, const std::vector<std::uint32_t>& atom_of,
                           std::size_t count) {
  std::vector<Atom> atoms(count);
  for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
    Atom& atom = atoms[atom_of[node]];
    atom.size += graph.nodes[node].size;
    atom.households += std::llround(graph.nodes[node].households);
    atom.today = today.labels[node];
    atom.giant = atom.giant || graph.nodes[node].giants > 0;
    for (const SearchGraph::Arc& arc : graph.out(node)) {
      if (arc.connects && atom_of[arc.to] != atom_of[node]) atom.beside |= Mask{1} << atom_of[arc.to];
    }
  }
  return atoms;
}

Partition partition_by(const std::vector<std::uint32_t>& group, const std::vector<std::uint32_t>& atom_of) {
  Partition made{.parts = *std::max_element(group.begin(), group.end()) + 1, .labels = {}};
  for (const std::uint32_t atom : atom_of) made.labels.push_back(group[atom]);
  return made;
}

}  // namespace

std::vector<Partition> merged_parts(const SearchGraph& graph, const SizeRange& range, const Partition& today, std::size_t most) {
  if (today.parts > most_atoms) return {};
  Regrouping regrouping(atoms_of(graph, today, today.labels, today.parts), range, today.parts, most);
  std::vector<Partition> merged;
  for (const Way& way : regrouping.run()) merged.push_back(partition_by(way.group, today.labels));
  return merged;
}

Partition least_changed(const SearchGraph& graph, const SizeRange& range, const Partition& today, const Partition& known) {
  if (graph.size() > most_atoms) return known;
  std::vector<std::uint32_t> nodes(graph.size());
  for (SearchGraph::Node node = 0; node < graph.size(); ++node) nodes[node] = node;
  Regrouping regrouping(atoms_of(graph, today, nodes, graph.size()), range, today.parts, 1);
  std::vector<Group> groups;
  for (std::uint32_t part = 0; part < known.parts; ++part) {
    Mask atoms = 0;
    for (SearchGraph::Node node = 0; node < graph.size(); ++node) atoms |= known.labels[node] == part ? Mask{1} << node : 0;
    groups.push_back(regrouping.group_of(atoms));
  }
  regrouping.know({0, regrouping.moved_by(groups), known.labels});
  return partition_by(regrouping.run().front().group, nodes);
}

}  // namespace wangge::planning
