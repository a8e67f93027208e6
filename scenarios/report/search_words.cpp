#include "scenarios/report/search_words.h"

#include <fmt/format.h>

namespace wangge::scenarios::report {
namespace {

core::Text limit_words(double seconds) {
  return {
      .zh = fmt::format("搜索到时间限制（{:g} 秒）提前结束：方案可能还能改进，重算未必相同。", seconds),
      .en = fmt::format(
          "The time limit of {:g} s ended the search early: plans may still get better, and may not repeat exactly.", seconds)};
}

core::Text fewer_words(const Json& body, std::size_t offered, double asked) {
  const std::string candidates = count(number(body, "search.candidates").value_or(0));
  const double distinct = 100 * number(body, "planning.distinct").value_or(0);
  return {.zh = fmt::format("要 {} 个方案，给出 {} 个：搜索得到 {} "
                            "个候选，其余的或在各项目标上都不优于已给出的方案，或与之只差不到 {:g} % 的户（planning.distinct）。",
                            count(asked), offered, candidates, distinct),
          .en = fmt::format(
              "{} of the {} plans asked for {} offered: of {} candidates the others are in no aim better than an offered "
              "plan, or differ from one in fewer than {:g} % of the households (planning.distinct).",
              offered, count(asked), offered == 1 ? "is" : "are", candidates, distinct)};
}

}  // namespace

std::vector<core::Text> search_words(const Json& body) {
  std::vector<core::Text> words;
  if (word(body, "search.stopped_by") == "time limit")
    words.push_back(limit_words(number(body, "search.time_limit_seconds").value_or(0)));
  const std::size_t offered = list(body, "plans").size();
  const double asked = number(body, "planning.plans").value_or(0);
  if (static_cast<double>(offered) < asked) words.push_back(fewer_words(body, offered, asked));
  return words;
}

}  // namespace wangge::scenarios::report
