// How often do the 95 % intervals of `wangge lab queue` cover the truth? M/M/c, M/G/1 and M/G/c/c, one line a case; the limits
// are 93 and 97 % for 1,000 seeds, a little wider for fewer. Whole: 1,000 seeds, about 20 CPU-minutes.
//
//   queue_coverage [seeds = 1000] [threads = 2] [first seed = 1] [only cases with this in their name, such as "M/M/100 "]

#include "engine/core/parallel.h"
#include "engine/queueing/formulas.h"
#include "engine/queueing/queue.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace {

using wangge::queueing::QueueQuestion;
using wangge::queueing::QueueResult;
using wangge::queueing::ServiceLaw;
using Kind = ServiceLaw::Kind;

struct Case {
  std::string name;
  QueueQuestion question;
};

struct NamedLaw {
  const char* name;
  ServiceLaw law;
};

constexpr NamedLaw markov = {"M", {.kind = Kind::exponential, .cv = 1}};
constexpr NamedLaw general[] = {{"D", {.kind = Kind::deterministic, .cv = 0}},
                                {"lognormal 1.5", {.kind = Kind::lognormal, .cv = 1.5}},
                                {"hyperexponential 2", {.kind = Kind::hyperexponential, .cv = 2}}};

/// At least 500,000 customers and 1,000 times as many as it takes to forget.
Case made(const NamedLaw& law, int servers, double load, bool line) {
  const double cv = wangge::queueing::variation(law.law);
  const double forget = load / std::pow(1 - std::sqrt(load), 2) * (1 + cv * cv) / 2;
  const auto customers = line ? static_cast<std::uint64_t>(std::max(500.0, std::ceil(forget))) * 1000 : 500'000;
  return {fmt::format("M/{}/{}{} load {:.2f}", law.name, servers, line ? "" : "/c", load),
          {.arrival_rate = load * servers,
           .service_rate = 1,
           .servers = servers,
           .service = law.law,
           .line = line,
           .customers = customers}};
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const int servers : {1, 2, 10, 100}) {
    for (const double load : {0.5, 0.8, 0.9, 0.95}) cases.push_back(made(markov, servers, load, true));
  }
  for (const NamedLaw& law : general) {
    for (const double load : {0.5, 0.8, 0.9}) cases.push_back(made(law, 1, load, true));
  }
  for (const int servers : {2, 10}) {
    cases.push_back(made(markov, servers, 0.8, false));
    for (const NamedLaw& law : general) cases.push_back(made(law, servers, 0.8, false));
  }
  return cases;
}

using Estimate = std::optional<wangge::core::Estimate>;

double share_covered(const std::vector<QueueResult>& results, Estimate QueueResult::*figure, double truth) {
  double hits = 0;
  for (const QueueResult& result : results) {
    const Estimate& estimate = result.*figure;
    hits += estimate && estimate->ci95 && estimate->ci95->low <= truth && truth <= estimate->ci95->high ? 1 : 0;
  }
  return 100 * hits / static_cast<double>(results.size());
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// With many servers and little load hardly anybody waits; a case counts where at least 1,000 customers of a run do.
bool counts(const QueueQuestion& question, double probability) {
  return probability * static_cast<double>(question.customers) >= 1000;
}

struct Line {
  double wait = 0;
  double share = 0;
  bool counted = true;
};

Line judge(const QueueQuestion& question, const std::vector<QueueResult>& results) {
  namespace queueing = wangge::queueing;
  const double offered = question.arrival_rate;
  if (!question.line) {
    const double share = share_covered(results, &QueueResult::loss, queueing::erlang_b(offered, question.servers));
    return {share, share, true};
  }
  const bool exponential = question.service.kind == Kind::exponential;
  const double wait = exponential ? *queueing::mean_wait_mmc(offered, question.servers)
                                  : *queueing::mean_wait_mg1(offered, queueing::variation(question.service));
  const double waiting = *queueing::erlang_c(offered, question.servers);
  return {share_covered(results, &QueueResult::wait, wait), share_covered(results, &QueueResult::wait_probability, waiting),
          counts(question, waiting)};
}

}  // namespace

int main(int count, char** words) {
  const auto number = [&](int at, std::uint64_t otherwise) { return count > at ? std::stoull(words[at]) : otherwise; };
  const std::uint64_t seeds = number(1, 1000);
  const wangge::core::Threads threads(static_cast<int>(number(2, 2)));
  const std::uint64_t first_seed = number(3, 1);
  // Of fewer seeds the share itself is less certain: two standard errors of it beyond those of 1,000.
  const double allowed = 2 + std::max(0.0, 200 * std::sqrt(0.0475) * (1 / std::sqrt(seeds) - 1 / std::sqrt(1000.0)));
  fmt::print("| case ({} seeds) | customers | wait or loss covered | waiting covered | M events per CPU-s |\n", seeds);
  fmt::print("| --- | --- | --- | --- | --- |\n");
  const auto outside = [&](double share) { return std::abs(share - 95) > allowed ? 1 : 0; };
  int failures = 0;
  const std::string wanted = count > 4 ? words[4] : "";
  for (const Case& one : all_cases()) {
    if (one.name.find(wanted) == std::string::npos) continue;
    std::vector<QueueResult> results(seeds);
    const double start = cpu_seconds();
    wangge::core::parallel_for(threads, seeds, [&](std::size_t i) {
      QueueQuestion question = one.question;
      question.seed = wangge::core::Seed(first_seed + i);
      results[i] = wangge::queueing::run_queue(question);
    });
    const double seconds = cpu_seconds() - start;
    double events = 0;
    for (const QueueResult& result : results) events += static_cast<double>(result.events);
    const Line line = judge(one.question, results);
    if (line.counted) failures += outside(line.wait) + (one.question.line ? outside(line.share) : 0);
    const std::string share = one.question.line ? fmt::format("{:.1f} %", line.share) : "";
    fmt::print("| {} | {} | {} | {} | {:.1f} |\n", one.name, one.question.customers,
               line.counted ? fmt::format("{:.1f} %", line.wait) : "hardly anybody waits", line.counted ? share : "",
               events / seconds / 1e6);
    std::fflush(stdout);
  }
  if (failures == 0) {
    fmt::print("ok: every share lies within {:.1f} % of 95 %\n", allowed);
  } else {
    fmt::print("FAIL: {} shares lie beyond {:.1f} % of 95 %\n", failures, allowed);
  }
  return failures == 0 ? 0 : 1;
}
