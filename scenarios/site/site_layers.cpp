#include "scenarios/site/site_layers.h"

#include "gis/circles/circles.h"
#include "gis/write/layer_file.h"
#include "gis/write/qgis_styles.h"
#include "scenarios/steps/circle_step.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

using gis::FieldKind;
using gis::LayerFile;
using gis::LayerShape;

std::vector<gis::LayerSchema> schemas(const SiteResult& result) {
  const std::vector<gis::LayerField> room = {{"street"},
                                             {"area"},
                                             {"floor_area_m2", FieldKind::real},
                                             {"cost", FieldKind::real},
                                             {"room"},
                                             {"capacity", FieldKind::real},
                                             {"fixed", FieldKind::whole}};
  gis::LayerSchema posts{"posts", LayerShape::point, "chosen sites", {{"post"}, {"level"}, {"kind"}, {"name"}, {"parent"}}};
  posts.fields.insert(posts.fields.end(), room.begin(), room.end());
  for (const gis::LayerField& field : std::vector<gis::LayerField>{{"today", FieldKind::whole},
                                                                   {"posts", FieldKind::whole},
                                                                   {"households", FieldKind::real},
                                                                   {"residents", FieldKind::real},
                                                                   {"demand", FieldKind::real},
                                                                   {"mean_minutes", FieldKind::real},
                                                                   {"within_share", FieldKind::real}})
    posts.fields.push_back(field);
  gis::LayerSchema demand{"demand",
                          LayerShape::point,
                          "homes, each with the post that serves it",
                          {{"building"},
                           {"area"},
                           {"households", FieldKind::real},
                           {"residents", FieldKind::real},
                           {"demand", FieldKind::real},
                           {"post"},
                           {"minutes", FieldKind::real},
                           {"within", FieldKind::whole},
                           {"post_before"},
                           {"minutes_before", FieldKind::real},
                           {"accessibility", FieldKind::real}}};
  gis::LayerSchema candidates{"candidates", LayerShape::point, "where posts may stand", {{"name"}}};
  candidates.fields.insert(candidates.fields.end(), room.begin(), room.end());
  candidates.fields.push_back({"chosen", FieldKind::whole});
  candidates.fields.push_back({"barred"});
  gis::LayerSchema blind{"blind_spots",
                         LayerShape::point,
                         "homes that are not reached in time, most households first",
                         {{"building"}, {"area"}, {"households", FieldKind::real}, {"minutes", FieldKind::real}, {"cause"}}};
  std::vector<gis::LayerSchema> all{posts, demand, candidates, blind};
  if (result.before) all.push_back({"posts_today", LayerShape::point, "posts of today", {{"post"}, {"kind"}}});
  all.push_back({"layer_styles",
                 LayerShape::none,
                 "how QGIS shows the layers",
                 {{"f_table_catalog"},
                  {"f_table_schema"},
                  {"f_table_name"},
                  {"f_geometry_column"},
                  {"styleName"},
                  {"styleQML"},
                  {"styleSLD"},
                  {"useAsDefault", FieldKind::whole},
                  {"description"},
                  {"owner"},
                  {"ui"},
                  {"update_time"}}});
  return all;
}

class LayerWriting {
 public:
  LayerWriting(const std::filesystem::path& path, const SiteResult& result, const gis::ReferenceSystem& reference)
      : result_(result), file_(path, reference, schemas(result)) {}

  void run() {
    write_posts();
    write_demand();
    write_candidates();
    write_blind();
    if (result_.before) write_today();
    write_styles();
    file_.finish();
  }

 private:
  static void put(LayerFile::Rows& rows, const std::optional<double>& value) {
    if (value) {
      rows.real(*value);
    } else {
      rows.none();
    }
  }
  static std::optional<double> minutes(network::TravelTime time) {
    return time.reachable() ? std::optional(core::in_minutes(time.value())) : std::nullopt;
  }
  [[nodiscard]] std::string area(territory::CellId cell) const {
    return cell.valid() ? result_.territory.areas.code[result_.territory.cells.parent[cell]] : std::string();
  }
  void put_room(LayerFile::Rows& rows, const SiteOption& option) const {
    rows.text(option.street).text(area(option.cell));
    put(rows, option.floor ? std::optional(option.floor->value) : std::nullopt);
    rows.real(option.cost).text(name(option.room));
    put(rows, option.capacity);
    rows.whole(option.fixed ? 1 : 0);
  }

  void write_posts() {
    LayerFile::Rows& rows = file_.layer("posts");
    for (std::size_t i = 0; i < result_.choice.sites.size(); ++i) {
      const ChosenSite& chosen = result_.choice.sites[i];
      const SiteOption& option = result_.candidates.all[chosen.option];
      const PostLoad& load = result_.after.loads[i];
      std::string levels;
      for (const std::string& one : chosen.centre_of) levels += (levels.empty() ? "" : ", ") + one;
      rows.point(option.position).text(option.name).text(levels).text(result_.scenario.siting->kind).text(option.name);
      rows.text(area(option.cell));
      put_room(rows, option);
      rows.whole(option.today ? 1 : 0).whole(static_cast<std::int64_t>(chosen.posts));
      rows.real(load.households).real(load.residents).real(load.demand);
      put(rows, load.demand > 0 ? std::optional(load.minutes / load.demand) : std::nullopt);
      put(rows, load.demand > 0 ? std::optional(load.within / load.demand) : std::nullopt);
      rows.end();
    }
  }

  void put_service(LayerFile::Rows& rows, const PostService& service, DoorId door) const {
    const std::uint32_t post = service.post[door];
    if (post == SiteChoice::nobody) {
      rows.none();
    } else {
      rows.text(service.posts[post].name);
    }
    put(rows, minutes(service.time[door]));
  }

  void write_demand() {
    LayerFile::Rows& rows = file_.layer("demand");
    const core::Column<DoorId, double>& demand = result_.doors.demand(result_.scenario.siting->demand);
    const core::Millis standard = result_.scenario.siting->standard;
    for (const DoorId door : core::ids<DoorId>(result_.doors.doors.size())) {
      const Door& one = result_.doors.doors[door];
      rows.point(one.position).text(result_.doors.name_of(result_.territory, door)).text(area(one.cell));
      rows.real(result_.doors.people[0].count[door]).real(result_.doors.people[1].count[door]).real(demand[door]);
      put_service(rows, result_.after, door);
      const network::TravelTime time = result_.after.time[door];
      rows.whole(time.reachable() && time.value() <= standard ? 1 : 0);
      if (result_.before) {
        put_service(rows, *result_.before, door);
      } else {
        rows.none().none();
      }
      rows.real(result_.after.scores.of[door]).end();
    }
  }

  void write_candidates() {
    LayerFile::Rows& rows = file_.layer("candidates");
    std::vector<std::uint8_t> chosen(result_.candidates.all.size(), 0);
    for (const ChosenSite& site : result_.choice.sites) chosen[site.option] = 1;
    for (std::size_t i = 0; i < result_.candidates.all.size(); ++i) {
      const SiteOption& option = result_.candidates.all[i];
      rows.point(option.position).text(option.name);
      put_room(rows, option);
      rows.whole(chosen[i]).text(name(option.bar)).end();
    }
  }

  void write_blind() {
    LayerFile::Rows& rows = file_.layer("blind_spots");
    for (const BlindDoor& blind : result_.after.blind) {
      const Door& door = result_.doors.doors[blind.door];
      rows.point(door.position).text(result_.doors.name_of(result_.territory, blind.door)).text(area(door.cell));
      rows.real(result_.doors.people[0].count[blind.door]);
      put(rows, minutes(blind.time));
      rows.text(!door.access.valid() ? "no road" : blind.time.reachable() ? "beyond" : "no way").end();
    }
  }

  void write_today() {
    LayerFile::Rows& rows = file_.layer("posts_today");
    for (const ServingPost& post : result_.before->posts) {
      rows.point(post.position).text(post.name).text(result_.scenario.siting->kind).end();
    }
  }

  /// The table and columns that QGIS looks for.
  void write_styles() {
    LayerFile::Rows& rows = file_.layer("layer_styles");
    for (const gis::QgisStyle& style : gis::site_styles()) {
      if (style.layer == "posts_today" && !result_.before) continue;
      rows.text("").text("").text(style.layer).text("geom").text(style.layer).text(style.qml).text("").whole(1);
      rows.text(style.description).text("").none().text("2000-01-01T00:00:00.000Z").end();
    }
  }

  const SiteResult& result_;
  LayerFile file_;
};

}  // namespace

void write_site_layers(const std::filesystem::path& path, const SiteResult& result, const gis::ReferenceSystem& reference) {
  LayerWriting(path, result, reference).run();
}

siting::Posts chosen_posts(const SiteResult& result, const network::Travel& travel) {
  siting::Posts posts;
  for (const ChosenSite& chosen : result.choice.sites) {
    const SiteOption& option = result.candidates.all[chosen.option];
    siting::Post post;
    post.name = option.name;
    post.kind = result.scenario.siting->kind;
    post.level = chosen.centre_of.empty() ? "site" : chosen.centre_of.front().substr(0, chosen.centre_of.front().find(' '));
    post.parent = result.territory.areas.code[result.territory.cells.parent[option.cell]];
    post.position = option.position;
    for (std::size_t m = 0; m < network::mode_count; ++m) {
      post.access[m] = travel.access(static_cast<network::Mode>(m), option.position);
    }
    posts.push_back(std::move(post));
  }
  return posts;
}

siting::Coverage chosen_coverage(const SiteResult& result, const network::Travel& travel, const siting::Posts& posts,
                                 core::Threads threads) {
  const SitingSpec& spec = *result.scenario.siting;
  const TravelSpec& ways = result.scenario.travel;
  siting::Coverage coverage = siting::static_coverage(
      travel, result.territory, {}, posts,
      {.mode = spec.mode, .within = spec.standard, .entry = {ways.at_gate, ways.stairs_per_floor}}, threads);
  // Inhabited buildings as they are counted: from the post that they are assigned to, in the direction asked for.
  for (const DoorId door : core::ids<DoorId>(result.doors.doors.size())) {
    const territory::BuildingId building = result.doors.doors[door].building;
    if (building.valid()) coverage.time[building] = result.after.time[door];
  }
  return coverage;
}

std::vector<gis::PlanFile::Circle> chosen_circles(const SiteResult& result, const gis::Layers& layers,
                                                  const gis::TerritoryBuild& built, const network::Travel& travel,
                                                  const siting::Posts& posts, core::Threads threads) {
  const SitingSpec& spec = *result.scenario.siting;
  if (spec.to_site && spec.mode != network::Mode::walk) return {};
  const TravelSpec& ways = result.scenario.travel;
  const gis::CircleLand land = circle_land(travel, spec.mode, {ways.at_gate, ways.stairs_per_floor}, layers, built);
  return gis::response_circles(travel, posts, land, {.mode = spec.mode, .rings = {spec.standard}, .of_post = {spec.standard}},
                               threads)
      .rows;
}

}  // namespace wangge::scenarios
