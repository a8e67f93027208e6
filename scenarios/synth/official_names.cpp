#include "scenarios/synth/area_list.h"

#include <array>
#include <string_view>

/// Names as the statistical code list has them.
namespace wangge::scenarios {
namespace {

struct Ending {
  std::string_view official;
  std::string_view plain;
  town::AreaKind kind;
};

/// The longer one first.
constexpr std::array<Ending, 13> endings{{
    {"社区居民居委会", "社区", town::AreaKind::urban},
    {"社区居民委员会", "社区", town::AreaKind::urban},
    {"社区居委会", "社区", town::AreaKind::urban},
    {"居民委员会", "社区", town::AreaKind::urban},
    {"居委会", "社区", town::AreaKind::urban},
    {"村村民委员会", "村", town::AreaKind::rural},
    {"村民委员会", "村", town::AreaKind::rural},
    {"村村委会", "村", town::AreaKind::rural},
    {"村委会", "村", town::AreaKind::rural},
    {"虚拟生活区", "生活区", town::AreaKind::urban},
    {"生活区", "生活区", town::AreaKind::urban},
    {"社区", "社区", town::AreaKind::urban},
    {"村", "村", town::AreaKind::rural},
}};

const Ending* ending_of(const std::string& official) {
  for (const Ending& ending : endings) {
    if (official.size() > ending.official.size() && official.ends_with(ending.official)) return &ending;
  }
  return nullptr;
}

}  // namespace

std::string plain_area_name(const std::string& official) {
  const Ending* ending = ending_of(official);
  if (ending == nullptr) return official;
  return official.substr(0, official.size() - ending->official.size()) + std::string(ending->plain);
}

town::AreaKind area_kind(const std::string& official, const std::string& code) {
  if (const Ending* ending = ending_of(official)) return ending->kind;
  // The list numbers communities of a town from 001, villages from 200.
  const bool rural = code.size() >= 3 && code[code.size() - 3] >= '2';
  return rural ? town::AreaKind::rural : town::AreaKind::urban;
}

}  // namespace wangge::scenarios
