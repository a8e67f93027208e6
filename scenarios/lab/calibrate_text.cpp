#include "engine/simulation/demand/calendar.h"
#include "scenarios/lab/calibrate.h"
#include "scenarios/run/figures_json.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wangge::scenarios {
namespace {

using nlohmann::json;
using simulation::ProfileTest;

std::string iso(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

template <class Numbers>
std::string list(const Numbers& numbers) {
  std::string text;
  for (const double number : numbers) text += fmt::format("{}{:.3g}", text.empty() ? "" : ", ", number);
  return "[" + text + "]";
}

std::string probability(double p) { return p < 1e-6 ? "p < 1e-6" : fmt::format("p = {:.2g}", p); }

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

std::string law_text(const DurationLaw& law) {
  const double minutes = core::in_minutes(law.mean);
  const std::string mean = minutes >= 2880 ? fmt::format("{:.3g} d", minutes / 1440) : fmt::format("{:.3g} min", minutes);
  if (law.kind == DurationLaw::Kind::lognormal) return fmt::format("lognormal {} cv {:.3g}", mean, law.cv);
  return "exponential " + mean;
}

core::Text fit_words(const CalibratedKind& kind) {
  const ProfileTest& test = kind.test;
  const ProfileTest& flat = kind.flat;
  return {
      .zh = fmt::format(
          "# 未参与拟合的各天（{} 件）：时间重标度后间隔的 KS 距离 {:.3f}（{}；平坦曲线 {:.3f}，{}）\n"
          "# 一天之内的位置：KS {:.3f}（{}；平坦曲线 {:.3f}，{}）；各小时卡方 {}（平坦 {}）；各天离散指数 {:.2f}（泊松为 1）\n",
          test.gaps.count, test.gaps.statistic, probability(test.gaps.p), flat.gaps.statistic, probability(flat.gaps.p),
          test.within_day.statistic, probability(test.within_day.p), flat.within_day.statistic, probability(flat.within_day.p),
          probability(test.hours.p), probability(flat.hours.p), test.days.statistic),
      .en = fmt::format(
          "# On days not fitted on ({} requests): rescaled gaps, KS distance {:.3f} ({}; flat profile {:.3f}, {})\n"
          "# place within the day: KS {:.3f} ({}; flat {:.3f}, {}); chi-square of hours {} (flat {}); dispersion of "
          "days {:.2f} (Poisson: 1)\n",
          test.gaps.count, test.gaps.statistic, probability(test.gaps.p), flat.gaps.statistic, probability(flat.gaps.p),
          test.within_day.statistic, probability(test.within_day.p), flat.within_day.statistic, probability(flat.within_day.p),
          probability(test.hours.p), probability(flat.hours.p), test.days.statistic)};
}

std::string head(const Calibration& calibration, core::Language language) {
  const core::Text text{
      .zh = fmt::format("# 由 {} 标定：{} 行，{} 至 {}；时刻无法读取 {} 行；{:.0f} % 的时刻按分钟计，已在一分钟内随机摊开\n"
                        "# {} 天用于拟合后检验，{} 天用于检验；下面的曲线用全部各天拟合，计数少处向均值收缩（经验贝叶斯）\n",
                        calibration.source, calibration.rows, iso(calibration.first_day), iso(calibration.last_day),
                        calibration.bad_dates, 100 * calibration.to_the_minute, calibration.fit_days, calibration.test_days),
      .en = fmt::format(
          "# Calibrated from {}: {} rows, {} to {}; {} with a time that cannot be read; {:.0f} % of the times are told "
          "by the minute and were spread over it\n"
          "# tested by a fit on {} days against the other {}; the profiles below are fitted on all days, drawn towards "
          "their mean where counts are few (empirical Bayes)\n",
          calibration.source, calibration.rows, iso(calibration.first_day), iso(calibration.last_day), calibration.bad_dates,
          100 * calibration.to_the_minute, calibration.fit_days, calibration.test_days)};
  return in(text, language);
}

json fit_json(const statistics::Fit& fit) {
  return {{"count", fit.count}, {"statistic", rounded(fit.statistic)}, {"p", rounded(fit.p)}};
}

json test_json(const ProfileTest& test) {
  json object = {{"gaps", fit_json(test.gaps)},
                 {"within_day", fit_json(test.within_day)},
                 {"hours", fit_json(test.hours)},
                 {"days", fit_json(test.days)}};
  for (const statistics::QuantilePair& pair : test.quantiles)
    object["quantiles"].push_back({rounded(pair.expected), rounded(pair.observed)});
  return object;
}

template <class Numbers>
json numbers_json(const Numbers& numbers) {
  json array = json::array();
  for (const double number : numbers) array.push_back(rounded(number));
  return array;
}

}  // namespace

std::string calibration_toml(const Calibration& calibration, const CalibrationQuestion& question, core::Language language) {
  const bool zh = language == core::Language::zh;
  const char* who = question.per == Rate::Per::residents    ? "residents"
                    : question.per == Rate::Per::households ? "households"
                                                            : "buildings";
  std::string text = head(calibration, language);
  for (const CalibratedKind& kind : calibration.kinds) {
    const simulation::FittedProfile& profile = kind.profile;
    text += fmt::format("\n[[request]]\nkind = {}\n", quoted(kind.kind));
    text += in(fit_words(kind), language);
    text += fmt::format("rate = \"{:.4g} per 1000 {} per year\"\n", profile.per_day * 365 * 1000 / question.of, who);
    text += fmt::format("hours = {}\nweekend_hours = {}\nweekdays = {}\n", list(profile.hours), list(profile.weekend_hours),
                        list(profile.weekdays));
    text += fmt::format("season = {}{}\n", list(profile.months), zh ? "  # 需要 simulation.start" : "  # needs simulation.start");
    if (profile.busy_days > 0) text += fmt::format("busy_days = {:.2g}\n", std::min(10.0, profile.busy_days));
    if (kind.handle) {
      const std::string words =
          zh ? fmt::format("由 {} 件的提出至办结", kind.handled) : fmt::format("opened to closed of {} requests", kind.handled);
      text += fmt::format("handle = \"{}\"  # {}\n", law_text(*kind.handle), words);
    } else {
      text += fmt::format("handle = \"exponential 20 min\"{}\n",
                          zh ? "  # 假定：台账不说办理要多久" : "  # assumed: the log does not say how long handling takes");
    }
    text += fmt::format("source = {}\n", quoted(fmt::format("{}, {} to {}", calibration.source, iso(calibration.first_day),
                                                            iso(calibration.last_day))));
  }
  for (const std::string& kind : calibration.too_few)
    text += fmt::format("\n# {}{}\n", quoted(kind), zh ? "：不足 50 件，未标定" : ": fewer than 50 requests, not calibrated");
  return text;
}

std::string calibration_json(const Calibration& calibration) {
  json object = {{"source", calibration.source},
                 {"rows", calibration.rows},
                 {"bad_dates", calibration.bad_dates},
                 {"without_position", calibration.without_position},
                 {"to_the_minute_share", rounded(calibration.to_the_minute)},
                 {"first_day", iso(calibration.first_day)},
                 {"last_day", iso(calibration.last_day)},
                 {"fit_days", calibration.fit_days},
                 {"test_days", calibration.test_days},
                 {"too_few", calibration.too_few},
                 {"kinds", json::array()}};
  for (const CalibratedKind& kind : calibration.kinds) {
    json item = {{"kind", kind.kind},
                 {"requests", kind.requests},
                 {"per_day", rounded(kind.profile.per_day)},
                 {"hours", numbers_json(kind.profile.hours)},
                 {"weekend_hours", numbers_json(kind.profile.weekend_hours)},
                 {"weekdays", numbers_json(kind.profile.weekdays)},
                 {"season", numbers_json(kind.profile.months)},
                 {"busy_days", rounded(kind.profile.busy_days)},
                 {"test", test_json(kind.test)},
                 {"flat", test_json(kind.flat)}};
    if (kind.handle) item["handle"] = {{"law", law_text(*kind.handle)}, {"requests", kind.handled}};
    object["kinds"].push_back(item);
  }
  if (calibration.squares.empty()) return object.dump(2) + "\n";
  object["squares"] = {{"reference", calibration.square_reference}, {"spread", rounded(calibration.square_spread)}};
  for (const SquareRate& square : calibration.squares)
    object["squares"]["rates"].push_back({{"x", square.south_west.x},
                                          {"y", square.south_west.y},
                                          {"requests", square.requests},
                                          {"per_year", rounded(square.per_year)}});
  return object.dump(2) + "\n";
}

}  // namespace wangge::scenarios
