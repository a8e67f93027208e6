#include "gis/town/plots/compound_names.h"

#include <array>
#include <string_view>

namespace wangge::town::plot {

namespace {

constexpr std::array<std::string_view, 24> works{"纺织厂", "机械厂",   "糖厂",     "化肥厂", "建筑公司", "运输公司",
                                                 "供销社", "粮食局",   "邮电局",   "教师",   "水利局",   "农机厂",
                                                 "印刷厂", "电力公司", "百货公司", "物资局", "林业局",   "食品厂",
                                                 "水泥厂", "铁路",     "人民医院", "地质队", "税务局",   "商业局"};
constexpr std::array<std::string_view, 3> works_ends{"宿舍", "家属院", "生活区"};
constexpr std::array<std::string_view, 24> roads{"建设", "人民", "解放", "文明", "城东", "城西", "中山", "和平",
                                                 "新华", "团结", "光明", "向阳", "友谊", "东风", "胜利", "环城",
                                                 "永安", "桥头", "河堤", "体育", "园丁", "朝阳", "工农", "民主"};
constexpr std::array<std::string_view, 4> old_ends{"小区", "新村", "里", "大院"};
constexpr std::array<std::string_view, 36> graces{"锦绣", "龙景", "碧水", "金色", "阳光", "翠湖", "江南", "滨江", "怡景",
                                                  "盛世", "丽景", "华庭", "紫荆", "桂苑", "凤凰", "山水", "世纪", "东方",
                                                  "御景", "天成", "恒安", "万和", "春江", "名仕", "瑞丰", "嘉和", "金桂",
                                                  "云山", "澄碧", "九悦", "半岛", "中央", "学府", "鼎盛", "祥和", "康乐"};
constexpr std::array<std::string_view, 12> new_ends{"花园", "家园", "华府", "名城", "新城", "公馆",
                                                    "苑",   "雅居", "国际", "豪庭", "湾",   "广场"};

template <std::size_t N>
std::string one_of(Site& site, const std::array<std::string_view, N>& words) {
  return std::string(words[site.luck.below(static_cast<std::uint32_t>(N))]);
}

/// The end is drawn first, on every compiler.
template <std::size_t Heads, std::size_t Ends>
std::string with_end(Site& site, const std::array<std::string_view, Heads>& heads,
                     const std::array<std::string_view, Ends>& ends) {
  const std::string end = one_of(site, ends);
  return one_of(site, heads) + end;
}

}  // namespace

std::string compound_name(Site& site, int built, double hectares) {
  if (built < 2000 && site.chance(0.55)) return with_end(site, works, works_ends);
  if (built < 2002) return with_end(site, roads, old_ends);
  std::string name = with_end(site, graces, new_ends);
  if (hectares > 3 && site.chance(0.4)) {
    constexpr std::array<std::string_view, 4> parts{"一期", "二期", "东区", "西区"};
    name += one_of(site, parts);
  }
  return name;
}

}  // namespace wangge::town::plot
