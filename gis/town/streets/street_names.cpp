#include "gis/town/streets/street_names.h"

#include "engine/core/random.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace wangge::town::streets {
namespace {

using network::LineClass;

constexpr std::array<std::string_view, 40> first_words{
    "新", "东", "南", "西", "北", "江", "河", "山", "青", "明", "文", "华", "和", "安", "平", "福", "永", "长", "金", "银",
    "龙", "凤", "云", "星", "朝", "景", "松", "竹", "梅", "荷", "桂", "榕", "建", "友", "中", "德", "百", "万", "康", "秀"};
constexpr std::array<std::string_view, 40> second_words{
    "华", "宁", "安", "兴", "昌", "盛", "泰", "丰", "源", "泉", "湖", "溪", "岭", "林", "园", "阳", "明", "光", "辉", "乐",
    "康", "宁", "设", "谊", "民", "政", "学", "业", "顺", "达", "通", "城", "桥", "门", "塘", "湾", "洲", "港", "峰", "田"};

std::string_view last_word(LineClass line_class) {
  switch (line_class) {
    case LineClass::motorway:
    case LineClass::primary:
      return "大道";
    case LineClass::secondary:
    case LineClass::tertiary:
      return "路";
    case LineClass::residential:
      return "街";
    default:
      return "巷";
  }
}

}  // namespace

void name_streets(LaidPlan& laid, core::Seed seed) {
  std::map<std::uint32_t, LineClass> streets;
  for (const LineId id : core::ids<LineId>(laid.plan.lines.size())) {
    const std::uint32_t street = laid.street[id.value()];
    const Line& line = laid.plan.lines[id];
    if (street == 0 || !line.line_class || !network::is_road(*line.line_class)) continue;
    const auto [at, fresh] = streets.emplace(street, *line.line_class);
    if (!fresh) at->second = std::max(at->second, *line.line_class);
  }
  constexpr std::uint32_t words = first_words.size() * second_words.size();
  core::Stream luck(seed, 0, "street names", 0);
  const std::uint32_t start = luck.below(words);
  std::map<std::uint32_t, std::string> names;
  std::uint32_t count = 0;
  for (const auto& [street, line_class] : streets) {
    // 991 shares no factor with 1,600: all pairs of words are used before one returns, then with a number before the last word.
    const std::uint32_t pair = (start + count * 991U) % words;
    std::string name(first_words[pair / second_words.size()]);
    name += second_words[pair % second_words.size()];
    if (count >= words) name += std::to_string(count / words + 1);
    name += last_word(line_class);
    names[street] = std::move(name);
    ++count;
  }
  for (const LineId id : core::ids<LineId>(laid.plan.lines.size())) {
    Line& line = laid.plan.lines[id];
    if (const auto at = names.find(laid.street[id.value()]); at != names.end() && line.line_class) line.name = at->second;
  }
}

}  // namespace wangge::town::streets
