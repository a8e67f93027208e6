#include "engine/siting/location/area_rooms.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace wangge::siting {
namespace {

constexpr double hair = 1e-12;
constexpr std::uint64_t most_looks = 200'000;  // of one search for sites
constexpr std::uint64_t least_looks = 2'000;   // of each where all together have had theirs
constexpr std::uint64_t packing_looks = 20'000;

/// Whether demand points fit into sites, each whole.
class Packing {
 public:
  Packing(const SitingTask& task, const std::vector<DemandId>& points, const std::vector<SiteId>& sites)
      : task_(task), points_(points), sites_(sites), of_(points.size()) {}

  enum class Found { yes, no, unsure };
  Found run() {
    for (const bool tight : {true, false}) {
      set_rooms();
      if (greedily(tight)) return Found::yes;
    }
    set_rooms();
    if (descend(0)) return Found::yes;
    return looks_ == 0 ? Found::unsure : Found::no;
  }
  [[nodiscard]] const std::vector<SiteId>& of() const { return of_; }

 private:
  void set_rooms() {
    rooms_.clear();
    for (const SiteId site : sites_) rooms_.push_back(task_.sites[site].capacity.value_or(no_way));
  }
  [[nodiscard]] bool takes(std::size_t place, DemandId point) const {
    return rooms_[place] >= task_.weights[point] && task_.lengths(sites_[place], point) < no_way;
  }
  void put(std::size_t i, std::size_t place, double sign) {
    rooms_[place] -= sign * task_.weights[points_[i]];
    of_[i] = sites_[place];
  }

  /// Each point where it leaves the least room, or the most.
  bool greedily(bool tight) {
    for (std::size_t i = 0; i < points_.size(); ++i) {
      std::size_t best = sites_.size();
      for (std::size_t place = 0; place < sites_.size(); ++place) {
        if (!takes(place, points_[i])) continue;
        if (best == sites_.size() || (tight ? rooms_[place] < rooms_[best] : rooms_[place] > rooms_[best])) best = place;
      }
      if (best == sites_.size()) return false;
      put(i, best, 1);
    }
    return true;
  }

  bool descend(std::size_t i) {
    if (i == points_.size()) return true;
    for (std::size_t place = 0; place < sites_.size(); ++place) {
      if (looks_ == 0) return false;
      --looks_;
      if (!takes(place, points_[i])) continue;
      const double before = rooms_[place];
      put(i, place, 1);
      if (descend(i + 1)) return true;
      rooms_[place] = before;
    }
    return false;
  }

  const SitingTask& task_;
  const std::vector<DemandId>& points_;
  const std::vector<SiteId>& sites_;
  std::vector<double> rooms_;
  std::vector<SiteId> of_;
  std::uint64_t looks_ = packing_looks;
};

}  // namespace

/// One area, one centre: the least money for at most so many sites.
class RoomSearch {
 public:
  RoomSearch(const SitingTask& task, const AreaRooms::Area& area, SiteId centre, const std::vector<char>& paid,
             const std::vector<SiteId>& free)
      : task_(task), area_(area), needs_centre_(area.offers && !centre.valid()) {
    for (const AreaRooms::Place& place : area.places) {
      const Candidate& candidate = task.sites[place.site];
      const bool must = place.site == centre || (candidate.fixed && place.further);
      if (!must && !place.further && !(needs_centre_ && place.centre)) continue;
      const bool spent = paid[place.site.value()] != 0 || std::count(free.begin(), free.end(), place.site) > 0;
      Item item{.place = place,
                .money = spent || !task.budget ? 0 : candidate.cost,
                .room = std::min(candidate.capacity.value_or(area.demand), area.demand)};
      if (must) {
        required_.push_back(item);
      } else {
        items_.push_back(item);
      }
    }
    std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
      if (a.price() != b.price()) return a.price() < b.price();
      if (a.money != b.money) return a.money < b.money;
      return a.room != b.room ? a.room > b.room : a.place.site < b.place.site;
    });
    roomiest_.assign(items_.size() + 1, 0);
    centre_money_.assign(items_.size() + 1, no_way);
    for (std::size_t i = items_.size(); i-- > 0;) {
      roomiest_[i] = std::max(roomiest_[i + 1], items_[i].room);
      centre_money_[i] = std::min(centre_money_[i + 1], items_[i].place.centre ? items_[i].money : no_way);
    }
    without_.assign(items_.size(), 0);
  }

  /// Nothing where nothing costs less than `below`.
  std::optional<RoomChoice> cheapest(std::size_t most, double below, std::uint64_t looks) {
    most_ = most;
    best_.reset();
    below_ = below;
    looks_ = looks;
    chosen_.clear();
    double room = 0;
    double money = 0;
    bool centre = !needs_centre_;
    bool only_centre = false;
    for (const Item& item : required_) {
      chosen_.push_back(item.place.site);
      room += item.room;
      money += item.money;
      centre = centre || item.place.centre;
      only_centre = only_centre || !item.place.further;
    }
    if (chosen_.size() <= most) descend(0, room, money, centre, only_centre);
    return best_;
  }
  [[nodiscard]] std::uint64_t looks() const { return looks_; }
  [[nodiscard]] bool sure() const { return sure_; }
  [[nodiscard]] std::size_t all() const { return required_.size() + items_.size(); }

 private:
  struct Item {
    AreaRooms::Place place;
    double money = 0;
    double room = 0;
    [[nodiscard]] double price() const { return money <= 0 && room > 0 ? 0 : room > 0 ? money / room : no_way; }
  };

  [[nodiscard]] bool whole(double room) const { return room >= area_.demand * (1 - hair); }

  /// Least money for what room is lacking, if room could be bought in parts.
  [[nodiscard]] double in_parts(std::size_t from, double lacking) const {
    double money = 0;
    for (std::size_t i = from; i < items_.size() && lacking > 0; ++i) {
      if (without_[i] != 0 || items_[i].room <= 0) continue;
      money += items_[i].money * std::min(1.0, lacking / items_[i].room);
      lacking -= items_[i].room;
    }
    return lacking > area_.demand * hair ? no_way : money;
  }

  void descend(std::size_t i, double room, double money, bool centre, bool only_centre) {
    if (looks_ == 0) {
      sure_ = false;
      return;
    }
    --looks_;
    if (!(money < below_)) return;
    if (centre && whole(room)) {
      Packing packing(task_, area_.points, chosen_);
      const Packing::Found found = packing.run();
      sure_ = sure_ && found != Packing::Found::unsure;
      if (found == Packing::Found::yes) {
        best_ = {.further = chosen_.size() - (area_.offers ? 1 : 0), .money = money, .sites = chosen_, .served_by = packing.of()};
        best_->points = area_.points;
        below_ = money;
        return;
      }
    }
    if (i == items_.size() || chosen_.size() >= most_) return;
    const double lacking = area_.demand - room;
    const double slots = static_cast<double>(most_ - chosen_.size());
    if (!whole(room) && room + slots * roomiest_[i] < area_.demand * (1 - hair)) return;
    const double least = std::max(whole(room) ? 0 : in_parts(i, lacking), centre ? 0 : centre_money_[i]);
    if (!(money + least * (1 - hair) < below_)) return;
    const Item& item = items_[i];
    const bool can = without_[i] == 0 && (item.place.further || !only_centre);
    if (can) {
      chosen_.push_back(item.place.site);
      descend(i + 1, room + item.room, money + item.money, centre || item.place.centre, only_centre || !item.place.further);
      chosen_.pop_back();
      mark(i, 1);
    }
    descend(i + 1, room, money, centre, only_centre);
    if (can) mark(i, -1);
  }

  /// Without a site nothing is gained by one that is no better in any respect.
  void mark(std::size_t i, int by) {
    const Item& out = items_[i];
    if (!out.place.to_all) return;
    for (std::size_t j = i + 1; j < items_.size(); ++j) {
      const Item& other = items_[j];
      const bool no_better = other.money >= out.money && other.room <= out.room && other.place.centre <= out.place.centre &&
                             other.place.further <= out.place.further;
      if (no_better) without_[j] += by;
    }
  }

  const SitingTask& task_;
  const AreaRooms::Area& area_;
  bool needs_centre_;
  std::vector<Item> required_;
  std::vector<Item> items_;           ///< by money for room
  std::vector<double> roomiest_;      ///< of the items from here on
  std::vector<double> centre_money_;  ///< likewise, of those that may be the centre
  std::vector<int> without_;          ///< items that are no better than one left out
  std::vector<SiteId> chosen_;
  std::size_t most_ = 0;
  double below_ = no_way;
  std::uint64_t looks_ = 0;
  bool sure_ = true;
  std::optional<RoomChoice> best_;
};

AreaRooms::AreaRooms(const SitingTask& task, const CentreLevel& lowest, const std::vector<char>& further,
                     const std::vector<char>& paid, std::optional<std::size_t> most, const SitingLimits& limits)
    : task_(task), paid_(paid), most_(most), limits_(limits), areas_(lowest.areas), left_(limits.work / 100) {
  for (const DemandId point : core::ids<DemandId>(task.weights.size())) {
    const QuarterId area = lowest.demand_area[point];
    if (!area.valid() || task.weights[point] <= 0) continue;
    areas_[area.value()].points.push_back(point);
    areas_[area.value()].demand += task.weights[point];
  }
  for (Area& area : areas_) {
    std::stable_sort(area.points.begin(), area.points.end(),
                     [&](DemandId a, DemandId b) { return task.weights[a] > task.weights[b]; });
  }
  std::vector<char> offered(task.sites.size(), lowest.sites.empty() ? 1 : 0);
  for (const SiteId site : lowest.sites) offered[site.value()] = 1;
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    const QuarterId own = lowest.site_area[site];
    if (!own.valid() || !allowed(task, site)) continue;
    Area& area = areas_[own.value()];
    const bool to_all =
        std::all_of(area.points.begin(), area.points.end(), [&](DemandId point) { return task.lengths(site, point) < no_way; });
    area.places.push_back(
        {.site = site, .centre = offered[site.value()] != 0 && to_all, .further = further[site.value()] != 0, .to_all = to_all});
    area.offers = area.offers || offered[site.value()] != 0;
  }
}

const std::vector<RoomChoice>& AreaRooms::choices(std::size_t area, SiteId centre, std::vector<SiteId> free) {
  const Area& own = areas_[area];
  std::erase_if(free, [&](SiteId site) {
    return std::none_of(own.places.begin(), own.places.end(), [&](const Place& place) { return place.site == site; });
  });
  std::sort(free.begin(), free.end());
  const auto [found, fresh] = known_.try_emplace({{area, centre}, free});
  std::vector<RoomChoice>& choices = found->second;
  if (!fresh) return choices;
  if (limits_.progress != nullptr) limits_.progress->check();
  RoomSearch search(task_, own, centre, paid_, free);
  const auto look = [&](std::size_t most, double below) {
    const std::uint64_t looks = std::max(least_looks, std::min(most_looks, left_));
    std::optional<RoomChoice> choice = search.cheapest(most, below, looks);
    left_ -= std::min(left_, looks - search.looks());
    return choice;
  };
  const std::size_t all = most_ ? std::min(search.all(), *most_ + (own.offers ? 1 : 0)) : search.all();
  const std::optional<RoomChoice> least = look(all, no_way);
  // Fewer sites for more money are worth while where their number is limited.
  double below = no_way;
  for (std::size_t most = 1; least && most_ && most < all && below > least->money; ++most) {
    std::optional<RoomChoice> choice = look(most, below);
    if (!choice) continue;
    below = choice->money;
    choices.push_back(std::move(*choice));
  }
  if (least && least->money < below) choices.push_back(*least);
  sure_ = sure_ && search.sure();
  return choices;
}

bool AreaRooms::reached(std::size_t area) const {
  const std::vector<Place>& places = areas_[area].places;
  return std::any_of(places.begin(), places.end(), [](const Place& place) { return place.centre; });
}

std::vector<double> AreaRooms::capacities(std::size_t area) const {
  std::vector<double> rooms;
  for (const Place& place : areas_[area].places) {
    if (place.further || place.centre) rooms.push_back(task_.sites[place.site].capacity.value_or(no_way));
  }
  std::sort(rooms.begin(), rooms.end(), std::greater<>());
  return rooms;
}

}  // namespace wangge::siting
