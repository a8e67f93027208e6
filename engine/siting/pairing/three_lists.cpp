#include "engine/siting/pairing/three_lists.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace wangge::siting {
namespace {

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

bool begins(const std::string& code, const std::string& with) { return code.starts_with(with); }

bool among(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool answers(const Project& project, const Demand& demand) { return among(project.kinds, demand.kind); }

bool carries(const Resource& resource, const Project& project) {
  return begins(project.area, resource.area) &&
         std::all_of(project.needs.begin(), project.needs.end(),
                     [&](const std::string& need) { return among(resource.offers, need); });
}

/// Who fits whom, and the flow from demands through projects to resources.
class Flow {
 public:
  explicit Flow(const ThreeLists& lists)
      : lists_(lists),
        demands_(static_cast<std::uint32_t>(lists.demands.size())),
        projects_(static_cast<std::uint32_t>(lists.projects.size())),
        projects_of_(demands_),
        resources_of_(projects_),
        project_of_(demands_, nobody),
        answered_(projects_),
        carried_by_(lists.resources.size()),
        load_(lists.resources.size(), 0) {
    for (std::uint32_t p = 0; p < projects_; ++p) {
      for (std::uint32_t r = 0; r < lists.resources.size(); ++r) {
        if (!carries(lists.resources[r], lists.projects[p])) continue;
        resources_of_[p].push_back({r, 0});
        carried_by_[r].push_back(p);
      }
      for (std::uint32_t d = 0; d < demands_; ++d) {
        if (answers(lists.projects[p], lists.demands[d]) && begins(lists.demands[d].area, lists.projects[p].area))
          projects_of_[d].push_back(p);
      }
    }
  }

  /// What demands without a project reach by moving others: a demand; a project that would take one more in, or hand one more
  /// on; a resource.
  struct Reached {
    std::vector<std::uint8_t> nodes;
    std::uint32_t free_resource = nobody;  ///< with room
  };

  bool augment(std::uint32_t demand) {
    const Reached reached = search({demand}, true);
    if (reached.free_resource == nobody) return false;
    ++load_[reached.free_resource];
    for (std::uint32_t to = resource_node(reached.free_resource); before_[to] != nobody; to = before_[to]) go(before_[to], to);
    return true;
  }

  [[nodiscard]] Reached search(const std::vector<std::uint32_t>& from, bool stop_at_room) {
    Reached reached{std::vector<std::uint8_t>(resource_node(0) + lists_.resources.size(), 0)};
    before_.assign(reached.nodes.size(), nobody);
    queue_.clear();
    for (const std::uint32_t demand : from) visit(reached, demand, nobody);
    for (std::size_t at = 0; at < queue_.size(); ++at) {
      step(queue_[at], reached);
      if (stop_at_room && reached.free_resource != nobody) break;
    }
    return reached;
  }

  void take(std::uint32_t demand, const Matched& with) {
    set_project(demand, with.project);
    add(with.project, with.resource, 1);
    ++load_[with.resource];
  }

  /// Demands of a project go to its resources in their order.
  [[nodiscard]] std::vector<std::optional<Matched>> matches() const {
    std::vector<std::optional<Matched>> found(demands_);
    for (std::uint32_t p = 0; p < projects_; ++p) {
      std::vector<std::uint32_t> served = answered_[p];
      std::sort(served.begin(), served.end());
      auto next = served.begin();
      for (const auto& [resource, count] : resources_of_[p]) {
        for (std::int64_t i = 0; i < count; ++i) found[*next++] = Matched{p, resource};
      }
    }
    return found;
  }

  [[nodiscard]] bool is_met(std::uint32_t demand) const { return project_of_[demand] != nobody; }
  [[nodiscard]] const std::vector<std::uint32_t>& projects_of(std::uint32_t demand) const { return projects_of_[demand]; }
  [[nodiscard]] bool carried(std::uint32_t project) const { return !resources_of_[project].empty(); }
  [[nodiscard]] std::uint32_t in_node(std::uint32_t p) const { return demands_ + p; }
  [[nodiscard]] std::uint32_t out_node(std::uint32_t p) const { return demands_ + projects_ + p; }
  [[nodiscard]] std::uint32_t resource_node(std::uint32_t r) const { return demands_ + 2 * projects_ + r; }

 private:
  void visit(Reached& reached, std::uint32_t node, std::uint32_t from) {
    if (reached.nodes[node] != 0) return;
    reached.nodes[node] = 1;
    before_[node] = from;
    queue_.push_back(node);
  }

  void step(std::uint32_t node, Reached& reached) {
    if (node < in_node(0)) {
      for (const std::uint32_t p : projects_of_[node]) visit(reached, in_node(p), node);
    } else if (node < out_node(0)) {
      const std::uint32_t p = node - in_node(0);
      if (room(p)) visit(reached, out_node(p), node);
      for (const std::uint32_t d : answered_[p]) visit(reached, d, node);
    } else if (node < resource_node(0)) {
      const std::uint32_t p = node - out_node(0);
      for (const auto& [resource, count] : resources_of_[p]) visit(reached, resource_node(resource), node);
      if (!answered_[p].empty()) visit(reached, in_node(p), node);
    } else {
      step_resource(node - resource_node(0), reached);
    }
  }

  void step_resource(std::uint32_t r, Reached& reached) {
    if (load_[r] < lists_.resources[r].capacity && reached.free_resource == nobody) reached.free_resource = r;
    for (const std::uint32_t p : carried_by_[r]) {
      for (const auto& [resource, count] : resources_of_[p]) {
        if (resource == r && count > 0) visit(reached, out_node(p), resource_node(r));
      }
    }
  }

  [[nodiscard]] bool room(std::uint32_t p) const {
    const std::optional<std::int64_t>& places = lists_.projects[p].places;
    return !places || static_cast<std::int64_t>(answered_[p].size()) < *places;
  }

  /// One unit more along a step, or one less against one; called from the end of a way to its start, so that who leaves a project
  /// has its new one already.
  void go(std::uint32_t from, std::uint32_t to) {
    if (from < in_node(0)) {
      set_project(from, to - in_node(0));
    } else if (from < out_node(0) && to < in_node(0)) {
      std::vector<std::uint32_t>& left = answered_[from - in_node(0)];
      left.erase(std::find(left.begin(), left.end(), to));
    } else if (from >= out_node(0) && from < resource_node(0) && to >= resource_node(0)) {
      add(from - out_node(0), to - resource_node(0), 1);
    } else if (from >= resource_node(0)) {
      add(to - out_node(0), from - resource_node(0), -1);
    }
  }

  void set_project(std::uint32_t demand, std::uint32_t project) {
    project_of_[demand] = project;
    answered_[project].push_back(demand);
  }

  void add(std::uint32_t project, std::uint32_t resource, std::int64_t amount) {
    for (auto& [carrier, count] : resources_of_[project]) {
      if (carrier == resource) count += amount;
    }
  }

  const ThreeLists& lists_;
  std::uint32_t demands_;
  std::uint32_t projects_;
  std::vector<std::vector<std::uint32_t>> projects_of_;
  std::vector<std::vector<std::pair<std::uint32_t, std::int64_t>>> resources_of_;  ///< of a project, with what each answers of it
  std::vector<std::uint32_t> project_of_;
  std::vector<std::vector<std::uint32_t>> answered_;    ///< demands of a project
  std::vector<std::vector<std::uint32_t>> carried_by_;  ///< projects that a resource may carry
  std::vector<std::int64_t> load_;                      ///< of a resource
  std::vector<std::uint32_t> before_;
  std::vector<std::uint32_t> queue_;
};

std::vector<std::uint32_t> by_weight(const std::vector<Demand>& demands) {
  std::vector<std::uint32_t> order(demands.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return demands[a].weight > demands[b].weight; });
  return order;
}

Unmatched reason(const ThreeLists& lists, const Flow& flow, std::uint32_t demand) {
  const bool kind = std::any_of(lists.projects.begin(), lists.projects.end(),
                                [&](const Project& project) { return answers(project, lists.demands[demand]); });
  if (!kind) return Unmatched::no_project;
  const auto& projects = flow.projects_of(demand);
  if (projects.empty()) return Unmatched::no_area;
  const bool carried = std::any_of(projects.begin(), projects.end(), [&](std::uint32_t p) { return flow.carried(p); });
  return carried ? Unmatched::full : Unmatched::no_resource;
}

/// Room of what is full in the way of those reached, and demands that are not reached.
std::int64_t cut_of(const ThreeLists& lists, const Flow& flow, const Flow::Reached& reached, std::int64_t weight) {
  std::int64_t cut = 0;
  for (std::uint32_t d = 0; d < lists.demands.size(); ++d)
    cut += lists.demands[d].weight >= weight && reached.nodes[d] == 0 ? 1 : 0;
  for (std::uint32_t p = 0; p < lists.projects.size(); ++p) {
    if (reached.nodes[flow.in_node(p)] != 0 && reached.nodes[flow.out_node(p)] == 0) cut += lists.projects[p].places.value_or(0);
  }
  for (std::uint32_t r = 0; r < lists.resources.size(); ++r)
    cut += reached.nodes[flow.resource_node(r)] != 0 ? lists.resources[r].capacity : 0;
  return cut;
}

}  // namespace

ThreeListsAnswer match_three_lists(const ThreeLists& lists) {
  Flow flow(lists);
  for (const std::uint32_t demand : by_weight(lists.demands)) static_cast<void>(flow.augment(demand));
  ThreeListsAnswer answer;
  answer.demands = flow.matches();
  answer.why.resize(lists.demands.size());
  answer.full_projects.resize(lists.demands.size());
  answer.full_resources.resize(lists.demands.size());
  for (std::uint32_t d = 0; d < lists.demands.size(); ++d) {
    if (answer.demands[d]) {
      answer.weight += lists.demands[d].weight;
      continue;
    }
    answer.why[d] = reason(lists, flow, d);
    if (answer.why[d] != Unmatched::full) continue;
    const Flow::Reached reached = flow.search({d}, false);
    for (std::uint32_t p = 0; p < lists.projects.size(); ++p) {
      if (reached.nodes[flow.in_node(p)] != 0 && reached.nodes[flow.out_node(p)] == 0) answer.full_projects[d].push_back(p);
    }
    for (std::uint32_t r = 0; r < lists.resources.size(); ++r) {
      if (reached.nodes[flow.resource_node(r)] != 0) answer.full_resources[d].push_back(r);
    }
  }
  answer.bound = certificate_of(lists, answer.demands);
  return answer;
}

std::int64_t certificate_of(const ThreeLists& lists, const std::vector<std::optional<Matched>>& matching) {
  Flow flow(lists);
  for (std::uint32_t d = 0; d < matching.size(); ++d) {
    if (matching[d]) flow.take(d, *matching[d]);
  }
  const std::vector<std::uint32_t> order = by_weight(lists.demands);
  std::int64_t bound = 0;
  std::vector<std::uint32_t> unmet;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::int64_t weight = lists.demands[order[i]].weight;
    if (!flow.is_met(order[i])) unmet.push_back(order[i]);
    const bool last = i + 1 == order.size();
    const std::int64_t next = last ? 0 : lists.demands[order[i + 1]].weight;
    if (next < weight) bound += (weight - next) * cut_of(lists, flow, flow.search(unmet, false), weight);
  }
  return bound;
}

}  // namespace wangge::siting
