#include "scenarios/run/figures_json.h"

#include <array>
#include <string>

namespace wangge::scenarios {
namespace {

using evaluation::Evaluation;
using nlohmann::json;

constexpr std::array<const char*, evaluation::response_count> mean_names = {"accept_mean", "arrive_mean", "resolve_mean"};
constexpr std::array<const char*, evaluation::response_count> unanswered_names = {
    "accept_unanswered_share", "arrive_unanswered_share", "resolve_unanswered_share"};

std::string share_name(std::size_t figure) { return std::string(evaluation::name(static_cast<evaluation::LifeFigure>(figure))); }

}  // namespace

void put_life(json& object, const evaluation::LifeFigures& figures) {
  for (std::size_t i = 0; i < mean_names.size(); ++i) {
    put(object, mean_names[i], figures.means[i]);
    put(object, unanswered_names[i], figures.unanswered_shares[i]);
  }
  for (std::size_t i = 0; i < figures.shares.size(); ++i) put(object, share_name(i).c_str(), figures.shares[i]);
  put(object, "stars_mean", figures.stars_mean);
}

void add_lives(json& object, const Evaluation& evaluation) {
  if (evaluation.way_hours) object["way_hours"] = estimate_json(*evaluation.way_hours, "value");
  if (evaluation.distance_metres) object["distance_m"] = estimate_json(*evaluation.distance_metres, "value");
  if (evaluation.break_minutes) object["break_minutes"] = estimate_json(*evaluation.break_minutes, "value");
  if (evaluation.break_lost_minutes) object["break_lost_minutes"] = estimate_json(*evaluation.break_lost_minutes, "value");
  for (std::size_t i = 0; i < evaluation.life.size(); ++i) {
    if (evaluation.life[i]) object[share_name(i)] = estimate_json(*evaluation.life[i], "value");
  }
  if (evaluation.stars_mean) object["stars_mean"] = estimate_json(*evaluation.stars_mean, "value");
  for (const evaluation::LevelFigures& level : evaluation.escalated) {
    json item = {{"level", level.level}, {"requests", rounded(level.requests)}};
    put(item, "share", level.share);
    put(item, "settled_share", level.settled_share);
    object["escalated"].push_back(item);
  }
  if (evaluation.teams_withheld) object["teams_withheld"] = *evaluation.teams_withheld;
  for (const evaluation::TeamFigures& team : evaluation.teams) {
    json item = {{"team", team.team},
                 {"responders", team.responders},
                 {"resolved", rounded(team.resolved)},
                 {"rated", rounded(team.rated)},
                 {"late", rounded(team.late)},
                 {"points", rounded(team.points)}};
    put(item, "stars_mean", team.stars_mean);
    object["teams"].push_back(item);
  }
}

}  // namespace wangge::scenarios
