#include "engine/core/error.h"
#include "scenarios/command/interrupt.h"
#include "scenarios/command/option_values.h"
#include "scenarios/command/verb.h"
#include "scenarios/lab/site.h"
#include "scenarios/lab/site_files.h"
#include "scenarios/schema/quantities.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

constexpr std::array all_objectives = {SiteObjective::median, SiteObjective::centre, SiteObjective::max_cover,
                                       SiteObjective::set_cover, SiteObjective::expected_cover};

core::Error usage(std::string zh, std::string en) { return {core::ErrorCode::usage, {.zh = std::move(zh), .en = std::move(en)}}; }

SiteObjective objective_of(const std::string& text) {
  std::vector<std::string> words;
  for (const SiteObjective objective : all_objectives) words.emplace_back(name(objective));
  const std::string word = word_of("--objective", text, words);
  for (const SiteObjective objective : all_objectives) {
    if (name(objective) == word) return objective;
  }
  return SiteObjective::median;
}

bool with_radius(SiteObjective objective) { return objective != SiteObjective::median && objective != SiteObjective::centre; }

/// A number of at least 0, below `below`.
double number_from_zero(std::string_view option, const std::string& text, double below) {
  const std::optional<double> number = parse_number(text);
  if (number && *number >= 0 && *number < below) return *number;
  if (below < std::numeric_limits<double>::infinity()) {
    throw usage(fmt::format("{}：“{}”不可用；应不小于 0 且小于 {}", option, text, below),
                fmt::format("{}: \"{}\" is not allowed; expected a number of at least 0 and below {}", option, text, below));
  }
  throw usage(fmt::format("{}：“{}”不可用；应为不小于 0 的数", option, text),
              fmt::format("{}: \"{}\" is not allowed; expected a number of at least 0", option, text));
}

class LabSiteVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {.name = "lab site",
            .arguments = "[FILE]",
            .brief = {.zh = "实验：选址（p-中位、p-中心、覆盖），给出界",
                      .en = "laboratory: where to stand (p-median, p-centre, covering), with a bound"},
            .details =
                {.zh = "结果是 JSON：cost、bound（任何选择都不会更好）、gap、sites、share（半径内的需求份额）、stopped_by（proof "
                       "为已证最优；work、seconds 为达到上限）、work、seconds。FILE 是 OR-Library 的 p-中位文件；或用 "
                       "--distances、--demand "
                       "给出 CSV 表：前者每行一个候选点、一个需求点和两者间的长度，后者每行一个需求点和权重。",
                 .en = "Answers in JSON: cost, bound (no choice is better), gap, sites, share (of demand within the radius), "
                       "stopped_by "
                       "(proof: optimal; work, seconds: a limit), work, seconds. FILE is a p-median file of the OR-Library; or "
                       "give tables with "
                       "--distances (a row: site, demand point and the length between them) and --demand (a row: demand point "
                       "and weight)."},
            .example =
                "wangge lab site pmed1.txt --format orlib --objective p-median\nwangge lab site --distances km.csv --demand "
                "people.csv "
                "--objective mclp --p 4 --radius 5000"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    const auto add = [&](const char* option, std::string& value, const char* type, const char* chinese, const char* english) {
      return app.add_option(option, value, zh ? chinese : english)->type_name(type);
    };
    add("FILE", file_, "FILE", "OR-Library 的文件", "a file of the OR-Library");
    add("--format", format_, "FORMAT", "FILE 的格式：orlib", "of FILE: orlib");
    add("--objective", objective_, "WORD", "p-median、p-centre、mclp、lscp 或 mexclp", "p-median, p-centre, mclp, lscp or mexclp")
        ->required();
    add("--distances", distances_, "FILE.csv", "候选点到需求点的长度", "lengths from sites to demand points");
    add("--demand", demand_, "FILE.csv", "需求点的权重", "weights of demand points");
    add("--sites", sites_, "FILE.csv", "候选点的 cost、floor、capacity、fixed、forbidden 列",
        "of sites: columns cost, floor, capacity, fixed, forbidden");
    add("--p", p_, "P", "选几个点（FILE 中有）", "how many sites (FILE has it)");
    add("--radius", radius_, "R", "覆盖半径，与长度同单位", "of coverings, in the unit of the lengths");
    add("--busy", busy_, "Q", "mexclp：岗位忙碌的时间份额", "mexclp: share of time in which a post is busy");
    add("--per-site", per_site_, "N", "mexclp：一个点最多几个岗位（缺省 1）",
        "mexclp: posts that may stand at one site (default: 1)");
    add("--budget", budget_, "B", "费用总和的上限", "a limit of the sum of costs");
    add("--floor", floor_, "A", "面积低于它的候选点不可用", "sites of less floor area cannot be taken");
    add("--site-column", columns_[0], "NAME", "长度表中候选点的列", "column of the site in --distances");
    add("--point-column", columns_[1], "NAME", "长度表中需求点的列", "column of the demand point in --distances");
    add("--length-column", columns_[2], "NAME", "长度表中长度的列", "column of the length in --distances");
    add("--weight-column", columns_[3], "NAME", "需求表中权重的列", "column of the weight in --demand");
    add("--seconds", seconds_, "T", "时间上限：只会提前结束", "a limit of time: only ends the work early");
    add("--work", work_, "N", "工作量上限（缺省 2000000000，约十秒）", "a limit of work (default: 2000000000, some ten seconds)");
    add("--seed", seed_, "S", "搜索的随机数种子（缺省 1）", "seed of the search (default: 1)");
    add("--threads", threads_, "N", "线程数（缺省 1），不影响结果", "threads (default: 1); never changes the answer");
    add("--out", out_, "FILE", "每个需求点所属的点，一行一个；空行为无",
        "the site of each demand point, one a line; an empty line: none");
  }

  int run(const Console& console) override {
    SiteQuestion question;
    question.objective = objective_of(objective_);
    read_numbers(question);
    end_at_once_on_interrupt();
    read_task(question);
    limit(question.task);
    console.print(lab_site(question));
    return 0;
  }

 private:
  void read_numbers(SiteQuestion& question) const {
    if (with_radius(question.objective)) {
      if (radius_.empty()) throw usage(fmt::format("{} 需要 --radius", objective_), fmt::format("{} needs --radius", objective_));
      question.radius = number_from_zero("--radius", radius_, std::numeric_limits<double>::infinity());
    } else if (!radius_.empty()) {
      throw usage(fmt::format("{} 没有 --radius", objective_), fmt::format("{} takes no --radius", objective_));
    }
    if (question.objective == SiteObjective::expected_cover) {
      if (busy_.empty()) throw usage("mexclp 需要 --busy", "mexclp needs --busy");
      question.busy = number_from_zero("--busy", busy_, 1);
      if (!per_site_.empty()) question.per_site = static_cast<std::size_t>(whole_number("--per-site", per_site_, 1, 1000));
    } else if (!busy_.empty() || !per_site_.empty()) {
      throw usage("--busy 和 --per-site 只用于 mexclp", "--busy and --per-site belong to mexclp");
    }
    question.limits.work = static_cast<std::uint64_t>(whole_number("--work", work_, 1, 1'000'000'000'000'000));
    if (!seconds_.empty()) question.limits.seconds = positive_number("--seconds", seconds_);
    question.limits.seed =
        core::Seed(static_cast<std::uint64_t>(whole_number("--seed", seed_, 0, std::numeric_limits<std::int64_t>::max())));
    question.limits.threads = threads_of(threads_);
    if (!out_.empty()) question.out = out_;
  }

  void check_sites() const {
    if (!sites_.empty() && !file_.empty())
      throw usage("--sites 与 --distances、--demand 一起给出", "--sites goes with --distances and --demand");
    if (!sites_.empty()) return;
    if (!budget_.empty()) throw usage("--budget 需要 --sites 中的 cost 列", "--budget needs the column cost of --sites");
    if (!floor_.empty()) throw usage("--floor 需要 --sites 中的 floor 列", "--floor needs the column floor of --sites");
  }

  void read_task(SiteQuestion& question) const {
    if (file_.empty() == (distances_.empty() && demand_.empty())) {
      throw usage("请给出 FILE，或给出 --distances 和 --demand", "give either FILE or --distances and --demand");
    }
    check_sites();
    if (!file_.empty()) {
      const std::vector<std::string> formats = {"orlib"};
      if (!format_.empty()) static_cast<void>(word_of("--format", format_, formats));
      question.task = read_orlib(file_);
      question.numbered = true;
      return;
    }
    if (distances_.empty() || demand_.empty())
      throw usage("--distances 和 --demand 应一起给出", "--distances and --demand go together");
    SiteTables tables{.distances = distances_, .demand = demand_, .sites = {}, .columns = {}};
    tables.with_budget = !budget_.empty();
    tables.with_floor = !floor_.empty();
    if (!sites_.empty()) tables.sites = sites_;
    std::optional<std::string>* const places[] = {&tables.columns.site, &tables.columns.point, &tables.columns.length,
                                                  &tables.columns.weight};
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i].empty()) *places[i] = columns_[i];
    }
    question.task = read_site_tables(tables);
    if (p_.empty() && budget_.empty() && question.objective != SiteObjective::set_cover) {
      throw usage(fmt::format("{} 需要 --p 或 --budget", objective_), fmt::format("{} needs --p or --budget", objective_));
    }
  }

  void limit(siting::SitingTask& task) const {
    if (!p_.empty())
      task.most_sites = static_cast<std::size_t>(whole_number("--p", p_, 1, 1'000'000'000));
    else if (!file_.empty() && objective_ == "lscp")
      task.most_sites.reset();
    if (!budget_.empty()) task.budget = number_from_zero("--budget", budget_, std::numeric_limits<double>::infinity());
    if (!floor_.empty())
      task.least_floor = core::SquareMetres(number_from_zero("--floor", floor_, std::numeric_limits<double>::infinity()));
  }

  std::string file_, format_, objective_, distances_, demand_, sites_, p_, radius_, busy_, per_site_, budget_, floor_, seconds_,
      out_;
  std::array<std::string, 4> columns_;
  std::string work_ = "2000000000";
  std::string seed_ = "1";
  std::string threads_ = "1";
};

}  // namespace

std::unique_ptr<Verb> make_lab_site_verb() { return std::make_unique<LabSiteVerb>(); }

}  // namespace wangge::scenarios
