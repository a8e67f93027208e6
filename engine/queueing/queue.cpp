#include "engine/queueing/queue.h"

#include "engine/core/distributions.h"
#include "engine/core/error.h"
#include "engine/core/math.h"
#include "engine/core/random.h"
#include "engine/queueing/servers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace wangge::queueing {
namespace {

constexpr std::size_t batch_count = 10;

void require(bool holds, const std::string& zh, const std::string& en) {
  if (!holds) throw core::Error(core::ErrorCode::input, {.zh = zh, .en = en});
}

void check(const QueueQuestion& question) {
  const double lambda = question.arrival_rate;
  const double mu = question.service_rate;
  require(std::isfinite(lambda) && lambda > 0, fmt::format("到达率 lambda = {}：应为正数", lambda),
          fmt::format("arrival rate lambda = {}: expected a positive number", lambda));
  require(std::isfinite(mu) && mu > 0, fmt::format("服务率 mu = {}：应为正数", mu),
          fmt::format("service rate mu = {}: expected a positive number", mu));
  require(question.servers >= 1, fmt::format("服务台数 {}：至少为 1", question.servers),
          fmt::format("{} servers: expected at least 1", question.servers));
  require(question.customers >= 2 * batch_count, fmt::format("顾客数 {}：至少为 {}", question.customers, 2 * batch_count),
          fmt::format("{} customers: expected at least {}", question.customers, 2 * batch_count));
  const double least = question.service.kind == ServiceLaw::Kind::hyperexponential ? 1 : 0;
  require(std::isfinite(question.service.cv) && question.service.cv >= least,
          fmt::format("变异系数 {}：至少为 {}", question.service.cv, least),
          fmt::format("coefficient of variation {}: expected at least {}", question.service.cv, least));
  require(!question.line || lambda < mu * question.servers,
          fmt::format("负荷 {:.4g} 不小于 1：队列会无限增长，没有稳态", lambda / (mu * question.servers)),
          fmt::format("load {:.4g} is not below 1: the line grows without end and has no steady state",
                      lambda / (mu * question.servers)));
}

/// Draws made 1,024 at a time: the logarithms of a block do not wait for one another.
template <class Draw>
class Draws {
 public:
  Draws(core::Stream luck, Draw draw) : luck_(luck), draw_(draw) {}
  double next() {
    if (used_ == block_.size()) {
      for (double& value : block_) value = draw_(luck_);
      used_ = 0;
    }
    return block_[used_++];
  }

 private:
  core::Stream luck_;
  Draw draw_;
  std::array<double, 1024> block_{};
  std::size_t used_ = block_.size();
};

/// Relative chances of 0 … servers customers in an M/M/c system, the largest being near 1.
std::vector<double> chances_in_service(double offered, int servers) {
  std::vector<double> chance(static_cast<std::size_t>(servers) + 1, 0.0);
  const auto mode = static_cast<std::size_t>(std::min<double>(servers, std::floor(offered)));
  chance[mode] = 1;
  for (std::size_t n = mode; n > 0; --n) chance[n - 1] = chance[n] * static_cast<double>(n) / offered;
  for (std::size_t n = mode + 1; n < chance.size(); ++n) chance[n] = chance[n - 1] * offered / static_cast<double>(n);
  return chance;
}

/// The number in system as an arrival sees it in the steady state of M/M/c, with or without a line.
std::uint64_t stationary_number(const QueueQuestion& question, core::Stream& luck) {
  const double offered = question.arrival_rate / question.service_rate;
  std::vector<double> chance = chances_in_service(offered, question.servers);
  const double load = offered / question.servers;
  if (question.line) chance.back() /= 1 - load;  // all states with every server busy together
  double total = 0;
  for (const double value : chance) total += value;
  double level = luck.uniform() * total;
  std::size_t n = 0;
  while (n + 1 < chance.size() && level >= chance[n]) level -= chance[n++];
  if (!question.line || n + 1 < chance.size()) return n;
  return n + static_cast<std::uint64_t>(core::log(luck.uniform_open()) / core::log(load));  // geometric line
}

/// Whether the number in system and the rests of service below are the steady state itself: by insensitivity without a line, by
/// Pollaczek and Khinchine with one server (the work in system is a geometric number of rests), by lack of memory else.
bool starts_in_steady_state(const QueueQuestion& question) {
  return question.service.kind == ServiceLaw::Kind::exponential || !question.line || question.servers == 1;
}

template <class Servers, class Law>
void begin(const QueueQuestion& question, Servers& servers, const Law& law) {
  core::Stream luck(question.seed, 0, "queue start", 0);
  const std::uint64_t present = stationary_number(question, luck);
  const auto count = static_cast<std::uint64_t>(question.servers);
  for (std::uint64_t i = 0; i < present; ++i) {
    const double from = servers.earliest();
    servers.replace_earliest(from + (i < count || count == 1 ? law.rest(luck) : law.draw(luck)));
  }
}

struct Batches {
  std::vector<double> wait = std::vector<double>(batch_count);  ///< means by batch
  std::vector<double> waited = std::vector<double>(batch_count);
  std::vector<double> lost = std::vector<double>(batch_count);
  std::uint64_t losses = 0;  ///< in the batches and before
};

struct Tally {
  double wait = 0;
  std::uint64_t waited = 0;
  std::uint64_t lost = 0;
};

template <class Servers, class Law>
Batches run(const QueueQuestion& question, Servers servers, const Law& law) {
  const auto gap = [mean = 1 / question.arrival_rate](core::Stream& luck) { return core::exponential(luck, mean); };
  Draws gaps(core::Stream(question.seed, 0, "queue arrivals", 0), gap);
  Draws services(core::Stream(question.seed, 0, "queue services", 0), [&law](core::Stream& luck) { return law.draw(luck); });
  begin(question, servers, law);
  double now = 0;
  const auto serve = [&](std::uint64_t customers) {
    Tally tally;
    // The first customer comes at once: it is arrivals that see the steady state, not the moment a gap before one.
    for (std::uint64_t i = 0; i < customers; ++i, now += gaps.next()) {
      const double wait = std::max(0.0, servers.earliest() - now);
      tally.waited += wait > 0 ? 1 : 0;
      if (wait > 0 && !question.line) {
        ++tally.lost;
        continue;
      }
      tally.wait += wait;
      servers.replace_earliest(now + wait + services.next());
    }
    return tally;
  };
  const std::uint64_t warm_up = starts_in_steady_state(question) ? 0 : question.customers / 10;
  const std::uint64_t length = (question.customers - warm_up) / batch_count;
  Batches batches;
  batches.losses = serve(question.customers - length * batch_count).lost;
  for (std::size_t b = 0; b < batch_count; ++b) {
    const Tally tally = serve(length);
    batches.wait[b] = tally.wait / static_cast<double>(length);
    batches.waited[b] = static_cast<double>(tally.waited) / static_cast<double>(length);
    batches.lost[b] = static_cast<double>(tally.lost) / static_cast<double>(length);
    batches.losses += tally.lost;
  }
  return batches;
}

template <class Law>
Batches run_with(const QueueQuestion& question, const Law& law) {
  const auto count = static_cast<std::size_t>(question.servers);
  if (count == 1) return run(question, OneServer(count), law);
  if (count <= 12) return run(question, FewServers(count), law);
  return run(question, ManyServers(count), law);
}

Batches run_law(const QueueQuestion& question) {
  const double mean = 1 / question.service_rate;
  switch (question.service.kind) {
    case ServiceLaw::Kind::deterministic:
      return run_with(question, DeterministicService(mean));
    case ServiceLaw::Kind::lognormal:
      return run_with(question, LognormalService(mean, question.service.cv));
    case ServiceLaw::Kind::hyperexponential:
      return run_with(question, HyperexponentialService(mean, question.service.cv));
    case ServiceLaw::Kind::exponential:
      break;
  }
  return run_with(question, ExponentialService(mean));
}

/// Where it never happened batches say nothing of how rare it is.
std::optional<core::Estimate> share_of(const std::vector<double>& batches) {
  std::optional<core::Estimate> share = core::mean_share_of(batches);
  if (share && !(share->value > 0)) share->ci95.reset();
  return share;
}

}  // namespace

double variation(const ServiceLaw& law) {
  if (law.kind == ServiceLaw::Kind::exponential) return 1;
  return law.kind == ServiceLaw::Kind::deterministic ? 0 : law.cv;
}

QueueResult run_queue(const QueueQuestion& question) {
  check(question);
  const Batches batches = run_law(question);
  QueueResult result;
  if (question.line) {
    result.wait = core::positive_mean_of(batches.wait);
    result.wait_probability = share_of(batches.waited);
    if (!(result.wait->value > 0)) result.wait->ci95.reset();
  } else {
    result.loss = share_of(batches.lost);
  }
  result.events = 2 * question.customers - batches.losses;
  return result;
}

}  // namespace wangge::queueing
