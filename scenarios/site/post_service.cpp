#include "scenarios/site/post_service.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace wangge::scenarios {
namespace {

using network::TravelTime;

/// Posts are looked at some at a time: a county has thousands.
constexpr std::size_t posts_at_once = 128;

siting::Catchment catchment_of(const AccessibilitySpec& spec) {
  siting::Catchment catchment;
  for (std::size_t i = 0; i < spec.catchment.size(); ++i)
    catchment.rings.push_back({static_cast<double>(spec.catchment[i].value), spec.weights[i]});
  if (spec.gaussian) catchment.decay = siting::Catchment::Decay::gaussian;
  return catchment;
}

class Serving {
 public:
  Serving(const Scenario& scenario, const DoorList& doors, std::vector<ServingPost> posts,
          const core::Column<DoorId, std::uint32_t>* assigned)
      : spec_(*scenario.siting),
        doors_(doors),
        demand_(doors.demand(spec_.demand)),
        assigned_(assigned),
        catchment_(catchment_of(spec_.accessibility)) {
    service_.posts = std::move(posts);
    service_.post = core::Column<DoorId, std::uint32_t>(doors_.doors.size(), SiteChoice::nobody);
    service_.time.resize(doors_.doors.size());
    service_.scores.of.resize(doors_.doors.size(), 0);
    service_.scores.by_floor =
        !service_.posts.empty() &&
        std::all_of(service_.posts.begin(), service_.posts.end(), [](const ServingPost& post) { return post.floor.has_value(); });
  }

  PostService run(const Scenario& scenario, const network::Travel& travel, core::Threads threads) {
    std::vector<DoorId> all;
    for (const DoorId door : core::ids<DoorId>(doors_.doors.size())) all.push_back(door);
    const auto in_blocks = [&](const auto& use) {
      for (std::size_t first = 0; first < service_.posts.size(); first += posts_at_once) {
        const std::size_t count = std::min(posts_at_once, service_.posts.size() - first);
        std::vector<network::AccessPoint> places;
        for (std::size_t i = 0; i < count; ++i) places.push_back(service_.posts[first + i].access);
        use(times_to_doors(scenario, travel, places, doors_, all, threads), first, count);
      }
    };
    if (spec_.accessibility.method == AccessibilitySpec::Method::three_step)
      in_blocks([&](const std::vector<TravelTime>& times, std::size_t, std::size_t count) { add_sums(times, count); });
    in_blocks([&](const std::vector<TravelTime>& times, std::size_t first, std::size_t count) {
      choose_posts(times, first, count);
      score(times, first, count);
    });
    average_scores();
    tally();
    load_posts();
    list_blind();
    return std::move(service_);
  }

 private:
  void choose_posts(const std::vector<TravelTime>& times, std::size_t first, std::size_t count) {
    for (const DoorId door : core::ids<DoorId>(doors_.doors.size())) {
      const std::uint32_t wanted = assigned_ == nullptr ? SiteChoice::nobody : (*assigned_)[door];
      for (std::size_t i = 0; i < count; ++i) {
        const TravelTime way = times[i * doors_.doors.size() + door.value()];
        const auto post = static_cast<std::uint32_t>(first + i);
        if (wanted != SiteChoice::nobody ? wanted != post : !(way < service_.time[door])) continue;
        service_.time[door] = way;
        service_.post[door] = post;
      }
    }
  }

  [[nodiscard]] GroupTally tally_of(const core::Column<DoorId, double>& count) const {
    GroupTally tally;
    for (const DoorId door : core::ids<DoorId>(doors_.doors.size())) {
      const TravelTime way = service_.time[door];
      tally.all += count[door];
      if (!way.reachable()) {
        tally.no_way += count[door];
        continue;
      }
      (way.value() <= spec_.standard ? tally.within : tally.beyond) += count[door];
      tally.minutes += count[door] * core::in_minutes(way.value());
    }
    return tally;
  }

  void tally() {
    for (const People& some : doors_.people) service_.people.push_back(tally_of(some.count));
    service_.demand = tally_of(demand_);
  }

  void load_posts() {
    service_.loads.resize(service_.posts.size());
    for (const DoorId door : core::ids<DoorId>(doors_.doors.size())) {
      if (service_.post[door] == SiteChoice::nobody) continue;
      PostLoad& load = service_.loads[service_.post[door]];
      const TravelTime way = service_.time[door];
      load.households += doors_.people[0].count[door];
      load.residents += doors_.people[1].count[door];
      load.demand += demand_[door];
      load.minutes += demand_[door] * core::in_minutes(way.value());
      if (way.value() <= spec_.standard) load.within += demand_[door];
    }
  }

  void list_blind() {
    const core::Column<DoorId, double>& households = doors_.people[0].count;
    for (const DoorId door : core::ids<DoorId>(doors_.doors.size())) {
      const TravelTime way = service_.time[door];
      if (households[door] <= 0 || (way.reachable() && way.value() <= spec_.standard)) continue;
      service_.blind.push_back({door, way});
    }
    std::sort(service_.blind.begin(), service_.blind.end(), [&](const BlindDoor& a, const BlindDoor& b) {
      return std::tie(households[b.door], b.time, a.door) < std::tie(households[a.door], a.time, b.door);
    });
  }

  [[nodiscard]] siting::LengthTable lengths_of(const std::vector<TravelTime>& times, std::size_t count) const {
    std::vector<double> lengths;
    lengths.reserve(times.size());
    for (const TravelTime way : times) lengths.push_back(way.reachable() ? static_cast<double>(way.ms) : siting::no_way);
    return {count, doors_.doors.size(), std::move(lengths)};
  }

  /// What people choose among: the sites of all blocks add up.
  void add_sums(const std::vector<TravelTime>& times, std::size_t count) {
    sums_.resize(doors_.doors.size(), 0);
    const std::vector<double> more = siting::catchment_sums(lengths_of(times, count), catchment_);
    for (std::size_t door = 0; door < more.size(); ++door) sums_[door] += more[door];
  }

  /// A site shares its floor area, or its one post, among the residents of its catchment: each row stands for itself.
  void score(const std::vector<TravelTime>& times, std::size_t first, std::size_t count) {
    std::vector<double> capacities;
    for (std::size_t i = 0; i < count; ++i) {
      capacities.push_back(service_.scores.by_floor ? service_.posts[first + i].floor->value * 1000 : 10000);
    }
    const siting::Accessibility found =
        siting::accessibility(lengths_of(times, count), capacities, doors_.people[1].count.values(), catchment_, sums_);
    for (const DoorId door : core::ids<DoorId>(doors_.doors.size())) service_.scores.of[door] += found.scores[door.value()];
  }

  void average_scores() {
    AccessScores& scores = service_.scores;
    for (const People& some : doors_.people) {
      double sum = 0;
      double all = 0;
      double none = 0;
      for (const DoorId door : core::ids<DoorId>(doors_.doors.size())) {
        all += some.count[door];
        sum += some.count[door] * scores.of[door];
        if (!(scores.of[door] > 0)) none += some.count[door];
      }
      scores.mean.push_back(all > 0 ? sum / all : 0);
      scores.none.push_back(none);
    }
  }

  const SitingSpec& spec_;
  const DoorList& doors_;
  const core::Column<DoorId, double>& demand_;
  const core::Column<DoorId, std::uint32_t>* assigned_;
  siting::Catchment catchment_;
  std::vector<double> sums_;  ///< three steps: of each door, over all posts
  PostService service_;
};

}  // namespace

std::optional<double> GroupTally::share() const { return all > 0 ? std::optional(within / all) : std::nullopt; }
std::optional<double> GroupTally::mean_minutes() const {
  return within + beyond > 0 ? std::optional(minutes / (within + beyond)) : std::nullopt;
}

PostService serve(const Scenario& scenario, const network::Travel& travel, const DoorList& doors, std::vector<ServingPost> posts,
                  const core::Column<DoorId, std::uint32_t>* assigned, core::Threads threads) {
  return Serving(scenario, doors, std::move(posts), assigned).run(scenario, travel, threads);
}

}  // namespace wangge::scenarios
