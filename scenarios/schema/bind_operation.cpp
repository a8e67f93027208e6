#include "scenarios/schema/bind.h"
#include "scenarios/schema/named_profile.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::scenarios {
std::vector<PostSpec> bind_posts(const Reader& root, const std::vector<LevelSpec>& levels) {
  std::vector<std::string> level_names = {"grid"};
  for (const LevelSpec& level : levels) level_names.push_back(level.name);
  std::vector<PostSpec> posts;
  for (const Reader& post : root.items("post")) {
    PostSpec spec;
    spec.kind = post.text("kind");
    spec.level = post.text("level");
    if (std::find(level_names.begin(), level_names.end(), spec.level) == level_names.end())
      throw post.error("level", not_found(spec.level, level_names));
    if (post.has("at"))
      spec.at = LayerRef{.path = post.text("at"),
                         .layer = post.text("layer"),
                         .encoding = "",
                         .reference = bind_source_reference(post),
                         .named_by = post.where("at")};
    spec.label_field = post.text("label");
    spec.kind_field = post.text("kind_field");
    posts.push_back(std::move(spec));
  }
  return posts;
}

std::array<std::optional<std::array<double, 24>>, network::mode_count> bind_speed_by_hour(const Reader& root) {
  const Reader profiles = root.table("profiles").table("hours");
  const Reader by_hour = root.table("travel").table("by_hour");
  std::array<std::optional<std::array<double, 24>>, network::mode_count> factors;
  for (std::size_t m = 0; m < network::mode_count; ++m) {
    const std::string mode(network::name(static_cast<network::Mode>(m)));
    if (!by_hour.has(mode)) continue;
    factors[m] = profile_weights<24>(by_hour, mode, profiles, "all day");
    for (std::size_t hour = 0; hour < 24; ++hour) {
      const double factor = (*factors[m])[hour];
      if (factor >= 0.05 && factor <= 5) continue;
      throw by_hour.error(mode,
                          {.zh = fmt::format("{} 时的速度系数为 {:g}；应在 0.05 与 5 之间，1 为 [travel] 的速度", hour, factor),
                           .en = fmt::format("the factor of {:02}:00 is {:g}; expected 0.05 to 5, where 1 is the speed of "
                                             "[travel]",
                                             hour, factor)});
    }
  }
  return factors;
}

/// Shares above nothing and up to all, rising, none twice.
std::vector<double> bind_effective(const Reader& coverage) {
  std::vector<double> shares;
  for (const std::string& text : coverage.texts("effective")) {
    const Parsed<double> share = parse_share(text);
    if (!share.value) throw coverage.error("effective", share.problem);
    if (*share.value <= 0)
      throw coverage.error("effective",
                           {.zh = fmt::format("“{}”应大于 0 %", text), .en = fmt::format("\"{}\" must be above 0 %", text)});
    shares.push_back(*share.value);
  }
  std::sort(shares.begin(), shares.end());
  shares.erase(std::unique(shares.begin(), shares.end()), shares.end());
  if (shares.size() > 8) throw coverage.error("effective", {.zh = "最多 8 个概率", .en = "at most 8 probabilities can be drawn"});
  return shares;
}

CoverageSpec bind_coverage(const Reader& root, const std::vector<PostSpec>& posts, core::Millis target) {
  const Reader coverage = root.table("coverage");
  CoverageSpec spec;
  for (const std::string& ring : coverage.texts("rings")) {
    const Parsed<core::Millis> limit = parse_duration(ring);
    if (!limit.value) throw coverage.error("rings", limit.problem);
    if (limit.value->value <= 0 || *limit.value > core::minutes(24 * 60))
      throw coverage.error("rings", {.zh = fmt::format("“{}”应大于零且不超过一天", ring),
                                     .en = fmt::format("\"{}\" must be above zero and at most a day", ring)});
    spec.rings.push_back(*limit.value);
  }
  spec.rings.push_back(target);
  std::sort(spec.rings.begin(), spec.rings.end());
  spec.rings.erase(std::unique(spec.rings.begin(), spec.rings.end()), spec.rings.end());
  if (spec.rings.size() > 16) throw coverage.error("rings", {.zh = "最多 15 个环", .en = "at most 15 rings can be drawn"});
  spec.rings_of_posts = coverage.flag("rings_of_posts");
  for (const gis::DayKind day : gis::all_day_kinds) {
    if (gis::name(day) == coverage.text("day")) spec.day = day;
  }
  spec.by_responder = coverage.flag("by_responder");
  spec.effective = bind_effective(coverage);
  if (const auto hour = coverage.optional_integer("hour")) spec.hour = static_cast<int>(*hour);
  spec.instead_of = coverage.optional_text("instead_of").value_or("");
  std::vector<std::string> kinds;
  for (const PostSpec& post : posts) kinds.push_back(post.kind);
  if (!spec.instead_of.empty() && std::find(kinds.begin(), kinds.end(), spec.instead_of) == kinds.end())
    throw coverage.error("instead_of", not_found(spec.instead_of, kinds));
  return spec;
}

}  // namespace wangge::scenarios
