#include "engine/siting/pairing/three_lists.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace wangge::siting {
namespace {

/// Every rule holds: kinds, areas, needs, places and capacities.
void expect_valid(const ThreeLists& lists, const ThreeListsAnswer& answer) {
  std::vector<std::int64_t> places(lists.projects.size(), 0);
  std::vector<std::int64_t> loads(lists.resources.size(), 0);
  std::int64_t weight = 0;
  for (std::size_t d = 0; d < lists.demands.size(); ++d) {
    ASSERT_EQ(answer.demands[d].has_value(), !answer.why[d].has_value());
    if (!answer.demands[d]) continue;
    const Project& project = lists.projects[answer.demands[d]->project];
    const Resource& resource = lists.resources[answer.demands[d]->resource];
    EXPECT_NE(std::find(project.kinds.begin(), project.kinds.end(), lists.demands[d].kind), project.kinds.end());
    EXPECT_TRUE(lists.demands[d].area.starts_with(project.area));
    EXPECT_TRUE(project.area.starts_with(resource.area));
    for (const std::string& need : project.needs)
      EXPECT_NE(std::find(resource.offers.begin(), resource.offers.end(), need), resource.offers.end());
    ++places[answer.demands[d]->project];
    ++loads[answer.demands[d]->resource];
    weight += lists.demands[d].weight;
  }
  for (std::size_t p = 0; p < places.size(); ++p) EXPECT_LE(places[p], lists.projects[p].places.value_or(places[p]));
  for (std::size_t r = 0; r < loads.size(); ++r) EXPECT_LE(loads[r], lists.resources[r].capacity);
  EXPECT_EQ(weight, answer.weight);
}

// A carer for one home, a lawyer for one talk; two ask for care, one for law, one for what nobody does. The heavier one gets the
// care.
TEST(ThreeLists, ByHand) {
  const ThreeLists lists{
      .demands =
          {{"care", "G1", 2}, {"care", "G1", 5}, {"law", "G2", 1}, {"music", "G1", 9}, {"law", "H1", 1}, {"repair", "G1", 1}},
      .projects = {{{"care"}, {"nurse"}, "G"}, {{"law", "care"}, {"lawyer"}, "G2"}, {{"repair"}, {"tools"}, ""}},
      .resources = {{{"nurse"}, "", 1}, {{"lawyer", "tools"}, "G2", 1}}};
  const ThreeListsAnswer answer = match_three_lists(lists);
  expect_valid(lists, answer);
  EXPECT_EQ(answer.weight, 6);
  EXPECT_EQ(answer.bound, 6);
  ASSERT_TRUE(answer.demands[1] && answer.demands[2]);
  EXPECT_EQ(answer.demands[1]->resource, 0u);
  EXPECT_EQ(answer.why[0], Unmatched::full);
  EXPECT_EQ(answer.full_resources[0], std::vector<std::uint32_t>{0}) << "the nurse is taken";
  EXPECT_TRUE(answer.full_projects[0].empty());
  EXPECT_EQ(answer.why[3], Unmatched::no_project);
  EXPECT_EQ(answer.why[4], Unmatched::no_area);
  EXPECT_EQ(answer.why[5], Unmatched::no_resource) << "who has tools does not serve everywhere";
}

// The second demand fits one project alone, which the first has taken: the first moves over.
TEST(ThreeLists, MovesOthersToMakeRoom) {
  const ThreeLists lists{.demands = {{"a", "", 3}, {"b", "", 2}},
                         .projects = {{{"a", "b"}, {}, "", 1}, {{"a"}, {}, "", 1}},
                         .resources = {{{}, "", 2}}};
  const ThreeListsAnswer answer = match_three_lists(lists);
  EXPECT_EQ(answer.weight, 5);
  EXPECT_EQ(answer.demands[1]->project, 0u);
  EXPECT_EQ(answer.demands[0]->project, 1u);
}

TEST(ThreeLists, NamesTheProjectThatIsFull) {
  const ThreeLists lists{.demands = {{"a", "", 1}, {"a", "", 1}}, .projects = {{{"a"}, {}, "", 1}}, .resources = {{{}, "", 5}}};
  const ThreeListsAnswer answer = match_three_lists(lists);
  EXPECT_EQ(answer.weight, 1);
  EXPECT_EQ(answer.bound, 1);
  EXPECT_EQ(answer.full_projects[1], std::vector<std::uint32_t>{0});
  EXPECT_TRUE(answer.full_resources[1].empty());
}

ThreeLists random_lists(std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "three lists", 0);
  const std::vector<std::string> words = {"a", "b", "c"};
  const std::vector<std::string> areas = {"", "1", "2", "11", "12"};
  const auto some = [&](double chance) {
    std::vector<std::string> found;
    for (const std::string& word : words) {
      if (luck.uniform() < chance) found.push_back(word);
    }
    return found;
  };
  ThreeLists lists;
  const std::uint32_t demands = 2 + luck.below(5);
  const std::uint32_t projects = 1 + luck.below(3);
  const std::uint32_t resources = 1 + luck.below(3);
  for (std::uint32_t i = 0; i < demands; ++i)
    lists.demands.push_back({words[luck.below(3)], areas[1 + luck.below(4)], 1 + static_cast<std::int64_t>(luck.below(4))});
  for (std::uint32_t i = 0; i < projects; ++i) {
    lists.projects.push_back({some(0.6), some(0.3), areas[luck.below(5)]});
    if (luck.uniform() < 0.6) lists.projects.back().places = static_cast<std::int64_t>(luck.below(3));
  }
  for (std::uint32_t i = 0; i < resources; ++i)
    lists.resources.push_back(
        {some(0.6), luck.uniform() < 0.6 ? "" : areas[luck.below(5)], static_cast<std::int64_t>(luck.below(3))});
  return lists;
}

std::int64_t brute_force(const ThreeLists& lists) {
  std::vector<std::int64_t> places;
  std::vector<std::int64_t> loads;
  for (const Project& project : lists.projects) places.push_back(project.places.value_or(100));
  for (const Resource& resource : lists.resources) loads.push_back(resource.capacity);
  const auto has = [](const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const std::function<std::int64_t(std::size_t)> best = [&](std::size_t d) -> std::int64_t {
    if (d == lists.demands.size()) return 0;
    std::int64_t most = best(d + 1);
    for (std::size_t p = 0; p < places.size(); ++p) {
      const Project& project = lists.projects[p];
      if (places[p] == 0 || !has(project.kinds, lists.demands[d].kind) || !lists.demands[d].area.starts_with(project.area))
        continue;
      for (std::size_t r = 0; r < loads.size(); ++r) {
        const Resource& resource = lists.resources[r];
        const bool able = std::all_of(project.needs.begin(), project.needs.end(),
                                      [&](const std::string& need) { return has(resource.offers, need); });
        if (loads[r] == 0 || !able || !project.area.starts_with(resource.area)) continue;
        --places[p];
        --loads[r];
        most = std::max(most, lists.demands[d].weight + best(d + 1));
        ++places[p];
        ++loads[r];
      }
    }
    return most;
  };
  return best(0);
}

TEST(ThreeLists, AgreesWithBruteForceAndProvesIt) {
  std::size_t matched = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const ThreeLists lists = random_lists(seed);
    const ThreeListsAnswer answer = match_three_lists(lists);
    expect_valid(lists, answer);
    ASSERT_EQ(answer.weight, brute_force(lists));
    ASSERT_EQ(answer.bound, answer.weight) << "the cuts prove it";
    matched += answer.weight > 0 ? 1 : 0;
    // A matching that leaves out what it could take is not proven.
    auto less = answer.demands;
    const auto first = std::find_if(less.begin(), less.end(), [](const auto& one) { return one.has_value(); });
    if (first == less.end()) continue;
    const auto dropped = static_cast<std::size_t>(first - less.begin());
    first->reset();
    EXPECT_GE(certificate_of(lists, less), answer.weight - lists.demands[dropped].weight + 1);
  }
  EXPECT_GT(matched, 500u);
}

}  // namespace
}  // namespace wangge::siting
