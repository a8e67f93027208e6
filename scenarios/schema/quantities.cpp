#include "scenarios/schema/quantities.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <vector>

namespace wangge::scenarios {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array<Unit, 6> duration_units = {
    {{"ms", 1}, {"s", 1e3}, {"min", 6e4}, {"h", 3.6e6}, {"d", 8.64e7}, {"w", 6.048e8}}};
constexpr std::array<Unit, 4> length_units = {{{"mm", 1e-3}, {"cm", 1e-2}, {"m", 1}, {"km", 1e3}}};
constexpr std::array<Unit, 3> area_units = {{{"m2", 1}, {"ha", 1e4}, {"km2", 1e6}}};
constexpr std::array<Unit, 2> speed_units = {{{"km/h", 1}, {"m/s", 3.6}}};
constexpr std::array<Unit, 1> share_units = {{{"%", 0.01}}};
constexpr std::array<Unit, 4> period_units = {{{"year", 1}, {"month", 12}, {"week", 365.0 / 7}, {"day", 365}}};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && is_blank(text[at])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !is_blank(text[at])) ++at;
    if (at > begin) found.push_back(text.substr(begin, at - begin));
  }
  return found;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// How much of the front of the text a number may take: digits, sign, point and exponent.
std::size_t number_length(std::string_view text) {
  double ignored = 0;
  const char* first = text.data();
  const char* last = first + text.size();
  if (first != last && *first == '+') ++first;
  const auto result = std::from_chars(first, last, ignored);
  return result.ec == std::errc::invalid_argument ? 0 : static_cast<std::size_t>(result.ptr - text.data());
}

template <class T>
Parsed<T> wrong(core::Text problem) {
  return {std::nullopt, std::move(problem)};
}

core::Text malformed(std::string_view text) {
  return {.zh = fmt::format("无法理解“{}”", text), .en = fmt::format("\"{}\" cannot be understood", text)};
}

std::string unit_list(std::span<const Unit> units) {
  std::string list;
  for (const Unit& unit : units) list += fmt::format("{}{}", list.empty() ? "" : ", ", unit.name);
  return list;
}

/// A number followed by one of the units, scaled by the unit's factor; not negative.
Parsed<double> with_unit(std::string_view text, std::span<const Unit> units) {
  text = trimmed(text);
  const std::size_t length = number_length(text);
  const std::optional<double> number = parse_number(text.substr(0, length));
  if (!number) return wrong<double>(malformed(text));
  const std::string_view written = trimmed(text.substr(length));
  if (written.empty()) {
    return wrong<double>({.zh = fmt::format("“{}”没有单位（可用单位：{}）", text, unit_list(units)),
                          .en = fmt::format("\"{}\" has no unit (units: {})", text, unit_list(units))});
  }
  for (const Unit& unit : units) {
    if (unit.name != written) continue;
    if (*number < 0) {
      return wrong<double>({.zh = fmt::format("“{}”不能为负", text), .en = fmt::format("\"{}\" must not be negative", text)});
    }
    return {*number * unit.factor, {}};
  }
  return wrong<double>({.zh = fmt::format("“{}”的单位“{}”不适用（可用单位：{}）", text, written, unit_list(units)),
                        .en = fmt::format("\"{}\" has the wrong unit \"{}\" (units: {})", text, written, unit_list(units))});
}

template <class T>
Parsed<T> quantity(std::string_view text, std::span<const Unit> units) {
  const Parsed<double> number = with_unit(text, units);
  if (!number.value) return wrong<T>(number.problem);
  return {T(*number.value), {}};
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

Parsed<core::Millis> parse_duration(std::string_view text) {
  const Parsed<double> number = with_unit(text, duration_units);
  if (!number.value) return wrong<core::Millis>(number.problem);
  constexpr double century = 3.2e12;
  if (*number.value > century) {
    return wrong<core::Millis>(
        {.zh = fmt::format("“{}”超过一百年", text), .en = fmt::format("\"{}\" is more than a century", text)});
  }
  return {core::Millis(std::llround(*number.value)), {}};
}

Parsed<core::Metres> parse_length(std::string_view text) { return quantity<core::Metres>(text, length_units); }
Parsed<core::SquareMetres> parse_area(std::string_view text) { return quantity<core::SquareMetres>(text, area_units); }
Parsed<core::KilometresPerHour> parse_speed(std::string_view text) {
  const Parsed<double> number = with_unit(text, speed_units);
  if (!number.value) return wrong<core::KilometresPerHour>(number.problem);
  constexpr double least = 0.1;
  constexpr double most = 300;
  if ((*number.value > 0 && *number.value < least) || *number.value > most) {
    return wrong<core::KilometresPerHour>(
        {.zh = fmt::format("“{}”不在 {:g} 至 {:g} km/h 之内（0 表示不可用）", text, least, most),
         .en = fmt::format("\"{}\" is not from {:g} to {:g} km/h (0 closes the way)", text, least, most)});
  }
  return {core::KilometresPerHour(*number.value), {}};
}

Parsed<double> parse_share(std::string_view text) {
  Parsed<double> share = with_unit(text, share_units);
  if (share.value && *share.value > 1) {
    return wrong<double>({.zh = fmt::format("“{}”超过 100 %", text), .en = fmt::format("\"{}\" is more than 100 %", text)});
  }
  return share;
}

Parsed<PlanningSpec::Change> parse_change(std::string_view text) {
  const auto parts = words(text);
  if (parts.size() == 2 && parts[1] == "households") {
    std::int64_t households = 0;
    const char* end = parts[0].data() + parts[0].size();
    const auto parsed = std::from_chars(parts[0].data(), end, households);
    if (parsed.ec == std::errc() && parsed.ptr == end && households >= 0)
      return {PlanningSpec::Change{households, std::nullopt}, {}};
    return wrong<PlanningSpec::Change>(
        {.zh = fmt::format("“{}”不是整数户数，如 “300 households”", text),
         .en = fmt::format("\"{}\" is no whole number of households, such as \"300 households\"", text)});
  }
  const bool said = parts.size() >= 3 && parts[parts.size() - 2] == "of" && parts.back() == "households";
  const Parsed<double> share =
      parse_share(said ? text.substr(0, static_cast<std::size_t>(parts[parts.size() - 2].data() - text.data())) : text);
  if (!share.value) return wrong<PlanningSpec::Change>(share.problem);
  return {PlanningSpec::Change{std::nullopt, *share.value}, {}};
}

Parsed<core::Millis> parse_per_floor(std::string_view text) {
  const auto parts = words(text);
  const bool complete = parts.size() >= 3 && parts[parts.size() - 2] == "per" && parts.back() == "floor";
  if (!complete) {
    return wrong<core::Millis>(
        {.zh = fmt::format("“{}”没有写“per floor”", text), .en = fmt::format("\"{}\" does not say \"per floor\"", text)});
  }
  return parse_duration(text.substr(0, static_cast<std::size_t>(parts[parts.size() - 2].data() - text.data())));
}

namespace {

constexpr double most_a_year = 1e9;

struct RateBase {
  std::string_view word;
  Rate::Per per;
  std::string_view of = {};
  double units = 1;  ///< of 1 m2 where it is an area
};
constexpr std::array<RateBase, 16> rate_bases = {{
    {"residents", Rate::Per::residents},
    {"resident", Rate::Per::residents},
    {"households", Rate::Per::households},
    {"household", Rate::Per::households},
    {"buildings", Rate::Per::buildings},
    {"building", Rate::Per::buildings},
    {"m2", Rate::Per::floor_area},
    {"ha", Rate::Per::floor_area, {}, 10'000},
    {"enterprises", Rate::Per::ledger, "enterprises"},
    {"enterprise", Rate::Per::ledger, "enterprises"},
    {"organisations", Rate::Per::ledger, "organisations"},
    {"organisation", Rate::Per::ledger, "organisations"},
    {"party_members", Rate::Per::ledger, "party_members"},
    {"party_member", Rate::Per::ledger, "party_members"},
    {"in_need", Rate::Per::ledger, "in_need"},
    {"persons_in_need", Rate::Per::ledger, "in_need"},
}};

}  // namespace

Parsed<Rate> parse_rate(std::string_view text) {
  const auto parts = words(text);
  // NUMBER per [COUNT] WHO... per PERIOD
  const bool framed = parts.size() >= 5 && parts[1] == "per" && parts[parts.size() - 2] == "per";
  if (!framed) return wrong<Rate>(malformed(text));
  const auto number = parse_number(parts[0]);
  auto base = parse_number(parts[2]);
  const std::size_t first = base ? 3 : 2;
  if (!base) base = 1;
  if (number && *number < 0) {
    return wrong<Rate>({.zh = fmt::format("“{}”不能为负", text), .en = fmt::format("\"{}\" must not be negative", text)});
  }
  if (!number || !base || *base <= 0 || first >= parts.size() - 2) return wrong<Rate>(malformed(text));
  const std::string_view& last = parts[parts.size() - 3];
  const std::string_view who(parts[first].data(), static_cast<std::size_t>(last.data() + last.size() - parts[first].data()));
  Rate rate;
  double units = 1;
  const auto known = std::find_if(rate_bases.begin(), rate_bases.end(), [&](const RateBase& one) { return one.word == who; });
  if (known == rate_bases.end()) {
    rate.per = Rate::Per::group;
    rate.of = std::string(who);
  } else {
    rate.per = known->per;
    rate.of = std::string(known->of);
    units = known->units;
  }
  for (const Unit& period : period_units) {
    if (period.name != parts.back()) continue;
    rate.per_1000_year = *number * (1000 / *base) * period.factor / units;
    if (rate.per_1000_year <= most_a_year * 1000) return {rate, {}};
    return wrong<Rate>({.zh = fmt::format("“{}”太高：每单位每年至多 {:g}", text, most_a_year),
                        .en = fmt::format("\"{}\" is too high: at most {:g} a year of each", text, most_a_year)});
  }
  return wrong<Rate>(
      {.zh = fmt::format("“{}”的周期“{}”不适用（可用：{}）", text, parts.back(), unit_list(period_units)),
       .en = fmt::format("\"{}\" has the wrong period \"{}\" (periods: {})", text, parts.back(), unit_list(period_units))});
}

Parsed<Moment> parse_moment(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 8 || text[4] != '-') {
    const Parsed<core::Millis> since = parse_duration(text);
    if (!since.value) return wrong<Moment>(since.problem);
    return {Moment{{}, *since.value}, {}};
  }
  const Parsed<std::string> date = parse_date(text.substr(0, 10));
  if (!date.value) return wrong<Moment>(date.problem);
  if (text.size() == 10) return {Moment{*date.value, core::Millis(0)}, {}};
  const std::string_view time = text.substr(10);
  const auto digit = [&](std::size_t at) { return time[at] >= '0' && time[at] <= '9' ? time[at] - '0' : 99; };
  if (time.size() == 6 && (time[0] == ' ' || time[0] == 'T') && time[3] == ':') {
    const int hour = digit(1) * 10 + digit(2);
    const int minute = digit(4) * 10 + digit(5);
    if (hour < 24 && minute < 60) return {Moment{*date.value, core::minutes(hour * 60 + minute)}, {}};
  }
  return wrong<Moment>(
      {.zh = fmt::format("“{}”里的时刻应如 06:00", text), .en = fmt::format("the time of \"{}\" must be as 06:00", text)});
}

Parsed<UntilRule> parse_until(std::string_view text) {
  text = trimmed(text);
  std::size_t sign = text.find("+-");
  std::size_t after = 2;
  if (sign == std::string_view::npos) sign = text.find("±");
  if (sign == std::string_view::npos) return wrong<UntilRule>(malformed(text));
  if (text.substr(sign, 2) != "+-") after = std::string_view("±").size();
  const std::string_view figure = trimmed(text.substr(0, sign));
  const std::string_view amount = text.substr(sign + after);
  UntilRule rule;
  if (figure == "within target") {
    rule.figure = evaluation::WatchedFigure::within_target;
  } else if (figure != "response") {
    return wrong<UntilRule>({.zh = fmt::format("“{}”不是可用的指标（可用：response, within target）", figure),
                             .en = fmt::format("\"{}\" is not a figure to watch (figures: response, within target)", figure)});
  }
  const Parsed<double> share = parse_share(amount);
  const Parsed<core::Millis> time = parse_duration(amount);
  if (share.value) {
    rule.precision = {*share.value, rule.figure == evaluation::WatchedFigure::response};
  } else if (time.value && rule.figure == evaluation::WatchedFigure::response) {
    rule.precision = {core::in_minutes(*time.value), false};
  } else {
    return wrong<UntilRule>(share.problem);
  }
  if (rule.precision.half_width > 0) return {rule, {}};
  return wrong<UntilRule>({.zh = fmt::format("“{}”的半宽应大于零", text), .en = fmt::format("\"{}\" must be above zero", text)});
}

Parsed<evaluation::WarmUpRule> parse_warm_up(std::string_view text) {
  if (trimmed(text) == "auto") return {evaluation::WarmUpRule{.span = core::Millis(0), .detect = true}, {}};
  const Parsed<core::Millis> span = parse_duration(text);
  if (!span.value) return wrong<evaluation::WarmUpRule>(span.problem);
  return {evaluation::WarmUpRule{.span = *span.value, .detect = false}, {}};
}

Parsed<DurationLaw> parse_law(std::string_view text) {
  text = trimmed(text);
  const std::size_t space = text.find(' ');
  const std::string_view kind = text.substr(0, space);
  std::string_view rest = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
  DurationLaw law;
  if (kind == "lognormal") {
    const std::size_t cv = rest.rfind(" cv ");
    const auto number = cv == std::string_view::npos ? std::nullopt : parse_number(trimmed(rest.substr(cv + 4)));
    if (!number || *number <= 0) {
      return wrong<DurationLaw>({.zh = fmt::format("“{}”没有变异系数（cv，大于 0）", text),
                                 .en = fmt::format("\"{}\" names no coefficient of variation (cv above 0)", text)});
    }
    law.kind = DurationLaw::Kind::lognormal;
    law.cv = *number;
    rest = rest.substr(0, cv);
  } else if (kind == "exponential") {
    law.kind = DurationLaw::Kind::exponential;
    law.cv = 1;
  } else if (kind != "constant") {
    return wrong<DurationLaw>({.zh = fmt::format("“{}”不是已知的分布（可用：constant, exponential, lognormal）", kind),
                               .en = fmt::format("\"{}\" is not a known law (laws: constant, exponential, lognormal)", kind)});
  }
  const Parsed<core::Millis> mean = parse_duration(rest);
  if (!mean.value) return wrong<DurationLaw>(mean.problem);
  law.mean = *mean.value;
  return {law, {}};
}

std::string_view name(Target target) {
  constexpr std::array<std::string_view, 3> names = {"accept", "arrive", "resolve"};
  return names[static_cast<std::size_t>(target)];
}

Parsed<TargetRule> parse_target(std::string_view text) {
  const auto parts = words(text);
  if (parts.size() < 3 || parts[1] != "within") return wrong<TargetRule>(malformed(text));
  for (const Target target : {Target::accept, Target::arrive, Target::resolve}) {
    if (parts[0] != name(target)) continue;
    const Parsed<core::Millis> within = parse_duration(text.substr(static_cast<std::size_t>(parts[2].data() - text.data())));
    if (!within.value) return wrong<TargetRule>(within.problem);
    if (within.value->value <= 0) return wrong<TargetRule>(malformed(text));
    return {TargetRule{target, *within.value}, {}};
  }
  return wrong<TargetRule>({.zh = fmt::format("“{}”应以 accept、arrive 或 resolve 开头", text),
                            .en = fmt::format("\"{}\" must begin with accept, arrive or resolve", text)});
}

Parsed<std::string> parse_date(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  const auto digits = [&](std::size_t at, std::size_t count, int& number) {
    if (text.size() != 10) return false;
    const char* first = text.data() + at;
    return *first >= '0' && *first <= '9' && std::from_chars(first, first + count, number).ptr == first + count;
  };
  if (!digits(0, 4, year) || !digits(5, 2, month) || !digits(8, 2, day) || text[4] != '-' || text[7] != '-') {
    return wrong<std::string>(malformed(text));
  }
  constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month < 1 || month > 12 || day < 1 || day > lengths[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0)) {
    return wrong<std::string>({.zh = fmt::format("“{}”这一天不存在", text), .en = fmt::format("there is no day \"{}\"", text)});
  }
  return {std::string(text), {}};
}

}  // namespace wangge::scenarios
