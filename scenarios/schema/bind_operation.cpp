#include "scenarios/schema/bind.h"

#include "engine/core/nearest.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::scenarios {
namespace {

core::Text not_found(const std::string& name, const std::vector<std::string>& known) {
  if (known.empty()) {
    return {.zh = fmt::format("没有“{}”（一个也没有）", name), .en = fmt::format("there is no \"{}\" (there are none)", name)};
  }
  const auto guess = core::nearest(name, known);
  return {
      .zh = fmt::format("没有“{}”{}（有：{}）", name, guess ? fmt::format("，是不是“{}”？", *guess) : "", fmt::join(known, ", ")),
      .en = fmt::format("there is no \"{}\"{} (there are: {})", name, guess ? fmt::format(", did you mean \"{}\"?", *guess) : "",
                        fmt::join(known, ", "))};
}

/// The weights themselves, or those of the profile that is named.
template <std::size_t count>
std::array<double, count> weights(const Reader& request, const std::string& key, const Reader& profiles,
                                  const std::string& flat) {
  std::array<double, count> result;
  result.fill(1);
  const Node& value = request.value(key);
  std::vector<double> numbers;
  if (value.type == Node::Type::text) {
    const Reader named = profiles.table(key);
    std::vector<std::string> known = named.names();
    const bool exists = std::find(known.begin(), known.end(), value.text) != known.end();
    if (!exists && value.text == flat) return result;
    known.push_back(flat);
    if (!exists) throw request.error(key, not_found(value.text, known));
    numbers = named.numbers(value.text);
    if (numbers.size() != count)
      throw named.error(value.text, {.zh = fmt::format("应为 {} 个数", count), .en = fmt::format("expected {} numbers", count)});
  } else {
    numbers = request.numbers(key);
  }
  std::copy(numbers.begin(), numbers.end(), result.begin());
  return result;
}

}  // namespace

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

std::vector<ResponderSpec> bind_responders(const Reader& root, const std::vector<PostSpec>& posts) {
  std::vector<std::string> kinds;
  for (const PostSpec& post : posts) kinds.push_back(post.kind);
  std::vector<ResponderSpec> responders;
  for (const Reader& responder : root.items("responder")) {
    ResponderSpec spec;
    spec.kind = responder.text("kind");
    spec.per_grid = static_cast<int>(responder.integer("per.grid"));
    spec.post = responder.text("post");
    if (std::find(kinds.begin(), kinds.end(), spec.post) == kinds.end())
      throw responder.error("post", not_found(spec.post, kinds));
    spec.mode = *network::mode(responder.text("mode"));
    spec.shifts = responder.texts("shift");
    responders.push_back(std::move(spec));
  }
  return responders;
}

std::vector<RequestSpec> bind_requests(const Reader& root) {
  const Reader profiles = root.table("profiles");
  std::vector<RequestSpec> requests;
  for (const Reader& request : root.items("request")) {
    RequestSpec spec;
    spec.kind = request.text("kind");
    const bool known =
        std::any_of(requests.begin(), requests.end(), [&](const RequestSpec& other) { return other.kind == spec.kind; });
    if (known)
      throw request.error("kind", {.zh = fmt::format("事项“{}”出现两次", spec.kind),
                                   .en = fmt::format("there are two requests \"{}\"", spec.kind)});
    spec.title = {.zh = request.optional_text("title.zh").value_or(spec.kind),
                  .en = request.optional_text("title.en").value_or(spec.kind)};
    const Rate rate = request.rate("rate");
    (rate.per == Rate::Per::residents ? spec.per_1000_residents_year : spec.per_1000_households_year) = rate.per_1000_year;
    spec.hour_weight = weights<24>(request, "hours", profiles, "all day");
    spec.weekday_weight = weights<7>(request, "weekdays", profiles, "every day");
    spec.handle = request.law("handle");
    spec.source = request.text("source");
    requests.push_back(std::move(spec));
  }
  return requests;
}

}  // namespace wangge::scenarios
