#include "scenarios/synth/town_sources.h"

#include "gis/town/write_extract.h"

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

bool is_extract(const TownSources& sources) { return sources.file.ends_with(".osm.pbf"); }

std::string levels_of_package(const TownSources& sources) {
  std::string toml;
  for (std::size_t i = 0; i < sources.levels.size(); ++i) {
    toml += fmt::format("[[level]]\nname = \"{0}\"\nsource = \"{1}\"\nlayer = \"{0}\"\ncode = \"code\"\n", sources.levels[i],
                        sources.file);
    if (i > 0) toml += "parent = \"parent\"\n";
  }
  return toml;
}

std::string levels_of_extract(const TownSources& sources) {
  const std::vector<int> admin_levels = town::admin_levels(sources.levels.size());
  std::string toml;
  for (std::size_t i = 0; i < sources.levels.size(); ++i) {
    toml += fmt::format("[[level]]\nname = \"{}\"\nsource = \"{}\"\nadmin_level = {}\ncode = \"ref\"\n", sources.levels[i],
                        sources.file, admin_levels[i]);
  }
  return toml;
}

constexpr const char* rest_of_package = R"(
[buildings]
source = "{0}"
layer = "buildings"
id = "id"
use = {{ field = "use" }}
floors = {{ field = "floors" }}
compound = "compound"

[population]                               # every building states its own
households = {{ field = "households" }}
residents = {{ field = "residents", per_household = {1}, source = "the made town" }}

[roads]
source = "{0}"
layer = "roads"
class = {{ field = "class" }}
oneway = "oneway"
barriers = {{ layer = "gates" }}
walls = {{ layer = "barriers" }}
[[barrier]]
source = "{0}"
layer = "railways"
class = "class"
[[barrier]]
source = "{0}"
layer = "waterways"
class = "class"
[water]
source = "{0}"
layer = "water"
[[ledger]]
kind = "in_need"
source = "{0}"
layer = "buildings"
count = "in_need"
[[ledger]]
kind = "party_members"
source = "{0}"
layer = "buildings"
count = "party_members"
[[ledger]]
kind = "enterprises"
source = "{0}"
layer = "enterprises"
kind_field = "kind"
[[ledger]]
kind = "organisations"
source = "{0}"
layer = "organisations"
kind_field = "kind"
)";

constexpr const char* rest_of_extract = R"(
[buildings]
source = "{0}"
compound = "addr:place"

[population]                               # every building states its own
households = {{ field = "wangge:households" }}
residents = {{ field = "wangge:residents", per_household = {1}, source = "the made town" }}

[roads]
source = "{0}"
)";

constexpr const char* urban_grids = R"toml(
[planning]
households = [500, 1000]
source = "Huacheng community, Wujiang district, Shaoguan: grids of 500-1,000 households (published report)"
)toml";

constexpr const char* rural_grids = R"toml(
[planning]                                 # a villagers' group or natural village a grid
households = [30, 150]
source = "Youjiang district, Baise: 2,435 grids over about 162,000 households, about 67 a grid (published report); range assumed"
)toml";

}  // namespace

std::string town_sources_toml(const TownSources& sources) {
  const bool extract = is_extract(sources);
  const std::string people = fmt::format("{}", sources.persons_per_household);
  std::string toml = extract ? levels_of_extract(sources) : levels_of_package(sources);
  toml += fmt::format(fmt::runtime(extract ? rest_of_extract : rest_of_package), sources.file, people);
  if (sources.posts && !extract) {
    toml += fmt::format("\n[[post]]\nkind = \"station\"\nlevel = \"{}\"\nat = \"{}\"\nlayer = \"posts\"\nkind_field = \"kind\"\n",
                        sources.levels.back(), sources.file);
  } else if (sources.posts) {
    toml +=
        "\n[[post]]                                   # an extract has no posts: each stands at its grid's median building\n"
        "kind = \"station\"\n";
  }
  toml += sources.rural ? rural_grids : urban_grids;
  if (!sources.grids.empty() && !extract)
    toml += fmt::format("\n[grids]\nsource = \"{}\"\nlayer = \"{}\"\n", sources.file, sources.grids);
  return toml;
}

}  // namespace wangge::scenarios
