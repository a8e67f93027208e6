#include "engine/core/error.h"
#include "engine/queueing/hypercube.h"

#include <cmath>
#include <string>

#include <fmt/format.h>

namespace wangge::queueing {
namespace {

[[noreturn]] void refuse(const std::string& zh, const std::string& en) {
  throw core::Error(core::ErrorCode::input, {.zh = zh, .en = en});
}

/// Returns the sum.
double check_rates(const HypercubeQuestion& question) {
  double offered = 0;
  for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
    const double rate = question.rates[atom];
    if (!std::isfinite(rate) || rate < 0) {
      refuse(fmt::format("lambda 第 {} 项为 {}：应为不小于 0 的数（从 0 数起）", atom.value(), rate),
             fmt::format("lambda of atom {} is {}: expected a number of at least 0 (atoms count from 0)", atom.value(), rate));
    }
    offered += rate;
  }
  if (!(offered > 0)) refuse("lambda 全为 0：没有呼叫", "lambda is 0 everywhere: there are no calls");
  if (!std::isfinite(offered)) refuse("lambda 之和过大", "the sum of lambda is too large");
  return offered;
}

double check_services(const HypercubeQuestion& question) {
  if (question.service_rates.empty()) refuse("没有单元", "there are no units");
  double capacity = 0;
  for (const UnitId unit : core::ids<UnitId>(question.service_rates.size())) {
    const double rate = question.service_rates[unit];
    if (!std::isfinite(rate) || !(rate > 0)) {
      refuse(fmt::format("单元 {} 的 mu 为 {}：应为正数（从 0 数起）", unit.value(), rate),
             fmt::format("mu of unit {} is {}: expected a positive number (units count from 0)", unit.value(), rate));
    }
    capacity += rate;
  }
  return capacity;
}

void check_lists(const HypercubeQuestion& question) {
  const std::size_t units = question.service_rates.size();
  if (question.preferences.size() != question.rates.size()) {
    refuse(fmt::format("lambda 有 {} 项，preferences 有 {} 项：应相同", question.rates.size(), question.preferences.size()),
           fmt::format("lambda has {} atoms, preferences has {}: expected the same number", question.rates.size(),
                       question.preferences.size()));
  }
  core::Column<UnitId, std::size_t> seen(units, 0);
  for (const AtomId atom : core::ids<AtomId>(question.rates.size())) {
    const std::size_t listed = question.preferences[atom].size();
    if (listed == 0) {
      refuse(fmt::format("preferences 第 {} 项为空：至少列一个单元", atom.value()),
             fmt::format("the list of atom {} is empty: expected at least one unit", atom.value()));
    }
    for (const UnitId unit : question.preferences[atom]) {
      if (unit.value() >= units) {
        refuse(fmt::format("preferences 第 {} 项列出单元 {}：单元为 0 到 {}", atom.value(), unit.value(), units - 1),
               fmt::format("the list of atom {} names unit {}: units are 0 to {}", atom.value(), unit.value(), units - 1));
      }
      if (seen[unit] == atom.value() + std::size_t{1}) {
        refuse(fmt::format("preferences 第 {} 项重复列出单元 {}", atom.value(), unit.value()),
               fmt::format("the list of atom {} names unit {} twice", atom.value(), unit.value()));
      }
      seen[unit] = atom.value() + std::size_t{1};
    }
    if (question.line && listed != units) {
      refuse(fmt::format("preferences 第 {} 项列出 {} 个单元中的 {} 个：排队（line 为 infinite）时应全部列出", atom.value(),
                         units, listed),
             fmt::format("the list of atom {} names {} of {} units: with a line (\"infinite\") it must name all of them",
                         atom.value(), listed, units));
    }
  }
}

}  // namespace

void check(const HypercubeQuestion& question) {
  const double offered = check_rates(question);
  const double capacity = check_services(question);
  check_lists(question);
  if (question.line && !(offered < capacity)) {
    refuse(
        fmt::format("lambda 之和 {:.6g} 不小于 mu 之和 {:.6g}：队列会无限增长，没有稳态", offered, capacity),
        fmt::format("lambda sums to {:.6g}, which is not below the {:.6g} that mu sums to: the line grows without end and has no "
                    "steady state",
                    offered, capacity));
  }
}

}  // namespace wangge::queueing
