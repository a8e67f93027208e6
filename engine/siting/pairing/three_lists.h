#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What households ask for, projects that answer it, and who can carry the projects: three lists matched in both directions.
namespace wangge::siting {

struct Demand {
  std::string kind;
  std::string area;         ///< code of where it arises
  std::int64_t weight = 1;  ///< how much it counts, at least 1
};

struct Project {
  std::vector<std::string> kinds;        ///< of the demands that it answers
  std::vector<std::string> needs;        ///< all of these are to be offered; empty: anybody can carry it
  std::string area;                      ///< demands whose code begins with this one; empty: everywhere
  std::optional<std::int64_t> places{};  ///< so many demands; nothing: no limit
};

struct Resource {
  std::vector<std::string> offers;
  std::string area;           ///< it carries projects whose code begins with this one; empty: everywhere
  std::int64_t capacity = 1;  ///< it can answer so many demands
};

struct ThreeLists {
  std::vector<Demand> demands;
  std::vector<Project> projects;
  std::vector<Resource> resources;
};

/// Why a demand stays unmatched.
enum class Unmatched : std::uint8_t {
  no_project,   ///< no project answers its kind
  no_area,      ///< such projects are there, but not where it arises
  no_resource,  ///< none of them has a resource that offers what it needs and serves its whole area
  full          ///< those who could answer it are full of demands that weigh as much or more
};

struct Matched {
  std::uint32_t project = 0;
  std::uint32_t resource = 0;
};

struct ThreeListsAnswer {
  std::vector<std::optional<Matched>> demands;
  std::vector<std::optional<Unmatched>> why;  ///< of those without
  /// For a demand that finds all full: the resources and projects in its way, which have no room, and nobody in them could move
  /// elsewhere. Beside `demands`.
  std::vector<std::vector<std::uint32_t>> full_projects;
  std::vector<std::vector<std::uint32_t>> full_resources;
  std::int64_t weight = 0;  ///< of the matched demands
  std::int64_t bound = 0;   ///< no matching weighs more: by cuts, see certificate_of
};

/// A matching of greatest total weight: each demand goes to at most one project, each project to resources. Demands are taken by
/// falling weight (ties in their order), each by a way that may move others to other projects and resources: sets of demands that
/// can be answered together are a matroid (gammoid: Perfect 1968; Mason 1972), for which this is exact (Edmonds 1971). A project
/// may be carried by several resources. O(demands * pairs that fit). Preconditions: weights at least 1, capacities and places at
/// least 0.
[[nodiscard]] ThreeListsAnswer match_three_lists(const ThreeLists& lists);

/// The bound from an answer alone: for each weight w, demands of at least w that are met can be no more than the room of what is
/// full in the way of those unmet, and those not in that way (a cut); the cuts, each times the step to the next lower weight, add
/// up to the bound. Equal to the answer's weight where it is best, else greater. O(weights * pairs that fit).
[[nodiscard]] std::int64_t certificate_of(const ThreeLists& lists, const std::vector<std::optional<Matched>>& matching);

}  // namespace wangge::siting
