#include "engine/queueing/formulas.h"

namespace wangge::queueing {

double erlang_b(double offered, int servers) {
  double lost = 1;
  for (int c = 1; c <= servers; ++c) lost = offered * lost / (c + offered * lost);
  return lost;
}

std::optional<double> erlang_c(double offered, int servers) {
  if (!(offered < servers)) return std::nullopt;
  const double lost = erlang_b(offered, servers);
  return servers * lost / (servers - offered * (1 - lost));
}

std::optional<double> mean_wait_mmc(double offered, int servers) {
  const std::optional<double> waiting = erlang_c(offered, servers);
  if (!waiting) return std::nullopt;
  return *waiting / (servers - offered);
}

std::optional<double> mean_wait_mg1(double offered, double cv) {
  if (!(offered < 1)) return std::nullopt;
  return offered * (1 + cv * cv) / (2 * (1 - offered));
}

}  // namespace wangge::queueing
