#include "engine/simulation/queue.h"

#include "engine/core/distributions.h"
#include "engine/core/error.h"
#include "engine/core/math.h"
#include "engine/core/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

constexpr std::size_t batch_count = 12;

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

/// Draws of one law, made 1,024 at a time: the logarithms of a block do not wait for one another.
template <class Law>
class Draws {
 public:
  Draws(core::Stream luck, Law law) : luck_(luck), law_(law) {}
  double next() {
    if (used_ == block_.size()) {
      for (double& value : block_) value = law_(luck_);
      used_ = 0;
    }
    return block_[used_++];
  }

 private:
  core::Stream luck_;
  Law law_;
  std::array<double, 1024> block_{};
  std::size_t used_ = block_.size();
};

/// The times at which the servers become free. `earliest` and `replace_earliest` are all a first-come-first-served line needs.
class FewServers {
 public:
  explicit FewServers(std::size_t servers) : free_(servers, 0.0) {}
  double earliest() {
    at_ = 0;
    for (std::size_t i = 1; i < free_.size(); ++i) at_ = free_[i] < free_[at_] ? i : at_;
    return free_[at_];
  }
  void replace_earliest(double time) { free_[at_] = time; }

 private:
  std::vector<double> free_;
  std::size_t at_ = 0;
};

class OneServer {
 public:
  explicit OneServer(std::size_t /*servers*/) {}
  [[nodiscard]] double earliest() const { return free_; }
  void replace_earliest(double time) { free_ = time; }

 private:
  double free_ = 0;
};

/// A binary heap, smallest time on top.
class ManyServers {
 public:
  explicit ManyServers(std::size_t servers) : free_(servers, 0.0) {}
  [[nodiscard]] double earliest() const { return free_[0]; }
  void replace_earliest(double time) {
    std::size_t at = 0;
    while (true) {
      std::size_t child = 2 * at + 1;
      if (child >= free_.size()) break;
      if (child + 1 < free_.size() && free_[child + 1] < free_[child]) ++child;
      if (free_[child] >= time) break;
      free_[at] = free_[child];
      at = child;
    }
    free_[at] = time;
  }

 private:
  std::vector<double> free_;
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

struct Batches {
  std::array<double, batch_count> wait{};
  std::array<std::uint64_t, batch_count> waited{};
  std::array<std::uint64_t, batch_count> lost{};
  std::uint64_t length = 0;
};

template <class Servers, class Service>
Batches run(const QueueQuestion& question, Servers servers, Service service) {
  const auto gap = [mean = 1 / question.arrival_rate](core::Stream& luck) { return core::exponential(luck, mean); };
  Draws gaps(core::Stream(question.seed, 0, "queue arrivals", 0), gap);
  Draws services(core::Stream(question.seed, 0, "queue services", 0), service);
  const bool stationary = question.service.kind == ServiceLaw::Kind::exponential;
  if (stationary) {
    core::Stream luck(question.seed, 0, "queue start", 0);
    for (std::uint64_t n = stationary_number(question, luck); n > 0; --n) {
      servers.replace_earliest(servers.earliest() + services.next());
    }
  }
  const std::uint64_t warm_up = stationary ? 0 : question.customers / 10;
  double now = 0;
  const auto arrive = [&] {
    now += gaps.next();
    return std::max(0.0, servers.earliest() - now);
  };
  Batches batches;
  batches.length = (question.customers - warm_up) / batch_count;
  const std::uint64_t uncounted = question.customers - batches.length * batch_count;
  const auto serve = [&](std::uint64_t customers, double& wait_sum, std::uint64_t& waited, std::uint64_t& lost) {
    double sum = 0;
    for (std::uint64_t i = 0; i < customers; ++i) {
      const double wait = arrive();
      waited += wait > 0 ? 1 : 0;
      if (wait > 0 && !question.line) {
        ++lost;
        continue;
      }
      sum += wait;
      servers.replace_earliest(now + wait + services.next());
    }
    wait_sum = sum;
  };
  double ignored_wait = 0;
  std::array<std::uint64_t, 2> ignored{};
  serve(uncounted, ignored_wait, ignored[0], ignored[1]);
  for (std::size_t b = 0; b < batch_count; ++b) serve(batches.length, batches.wait[b], batches.waited[b], batches.lost[b]);
  return batches;
}

template <class Service>
Batches run_with(const QueueQuestion& question, Service service) {
  const auto count = static_cast<std::size_t>(question.servers);
  if (count == 1) return run(question, OneServer(count), service);
  if (count <= 12) return run(question, FewServers(count), service);
  return run(question, ManyServers(count), service);
}

Batches run_law(const QueueQuestion& question) {
  const double mean = 1 / question.service_rate;
  switch (question.service.kind) {
    case ServiceLaw::Kind::deterministic:
      return run_with(question, [mean](core::Stream&) { return mean; });
    case ServiceLaw::Kind::lognormal:
      return run_with(question,
                      [law = core::Lognormal(mean, question.service.cv)](core::Stream& luck) { return law.draw(luck); });
    case ServiceLaw::Kind::hyperexponential:
      return run_with(question,
                      [law = core::Hyperexponential(mean, question.service.cv)](core::Stream& luck) { return law.draw(luck); });
    case ServiceLaw::Kind::exponential:
      break;
  }
  return run_with(question, [mean](core::Stream& luck) { return core::exponential(luck, mean); });
}

}  // namespace

double variation(const ServiceLaw& law) {
  if (law.kind == ServiceLaw::Kind::exponential) return 1;
  return law.kind == ServiceLaw::Kind::deterministic ? 0 : law.cv;
}

QueueResult run_queue(const QueueQuestion& question) {
  check(question);
  const Batches batches = run_law(question);
  const auto length = static_cast<double>(batches.length);
  std::array<double, batch_count> wait{};
  std::array<double, batch_count> waited{};
  std::array<double, batch_count> lost{};
  std::uint64_t losses = 0;
  for (std::size_t b = 0; b < batch_count; ++b) {
    wait[b] = batches.wait[b] / length;
    waited[b] = static_cast<double>(batches.waited[b]) / length;
    lost[b] = static_cast<double>(batches.lost[b]) / length;
    losses += batches.lost[b];
  }
  QueueResult result;
  if (question.line) {
    result.wait = core::mean_amount_of(wait);
    result.wait_probability = core::mean_share_of(waited);
  } else {
    result.loss = core::mean_share_of(lost);
  }
  result.events = 2 * question.customers - losses;
  return result;
}

}  // namespace wangge::simulation
