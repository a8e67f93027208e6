#include "gis/town/people/names.h"

#include <array>
#include <span>
#include <string_view>

namespace wangge::town {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 48> good_words{
    "和平", "安和", "永乐", "福兴", "长安", "新民", "文昌", "建设", "解放", "人民", "中兴", "胜利",
    "光明", "团结", "东风", "红星", "朝阳", "迎春", "百胜", "同心", "民主", "幸福", "前进", "友谊",
    "平安", "太平", "兴隆", "永安", "万寿", "广福", "康宁", "仁和", "德胜", "崇文", "育才", "振兴",
    "龙腾", "凤鸣", "瑞安", "吉祥", "金沙", "银河", "玉泉", "石桥", "清溪", "白云", "青山", "大同"};
constexpr std::array<std::string_view, 24> waters_and_hills{"翠湖", "碧水", "清江", "南湖", "月亮湾", "滨河", "澄碧", "龙泉",
                                                            "云山", "凤凰", "锦江", "紫荆", "桂花",   "金桂", "香樟", "翡翠",
                                                            "望江", "听涛", "松涛", "竹林", "荷塘",   "梅园", "海棠", "丹霞"};
constexpr std::array<std::string_view, 20> estate_ends{"花园", "家园",     "华庭",   "名苑", "新城", "雅居", "豪庭",
                                                       "小区", "佳苑",     "公馆",   "御景", "人家", "新村", "苑",
                                                       "府",   "城市广场", "阳光城", "一品", "国际", "里"};
constexpr std::array<std::string_view, 20> work_units{
    "机械厂",   "糖厂",   "纺织厂", "供销社",   "粮食局", "水泥厂", "农机站",   "邮电局", "木材公司", "化肥厂",
    "运输公司", "印刷厂", "食品厂", "建筑公司", "物资局", "二轻局", "百货公司", "电力局", "水利局",   "商业局"};
constexpr std::array<std::string_view, 6> unit_ends{"宿舍", "家属院", "职工小区", "生活区", "住宅楼", "大院"};
constexpr std::array<std::string_view, 24> trades{"打铁", "米行", "盐埠", "豆腐", "油榨", "染坊", "书院", "城隍",
                                                  "鼓楼", "水井", "榕树", "石板", "后街", "牌坊", "码头", "塘边",
                                                  "仓前", "当铺", "竹器", "银匠", "马房", "炮台", "学宫", "祠堂"};
constexpr std::array<std::string_view, 8> sides{"东", "西", "南", "北", "中", "新", "上", "下"};
constexpr std::array<std::string_view, 14> village_heads{"上", "下", "大", "小", "新", "老", "东",
                                                         "西", "南", "北", "中", "里", "外", "平"};
constexpr std::array<std::string_view, 32> village_bodies{"寨", "塘", "岭", "坡", "田", "洞", "湾", "坪", "桥", "井", "河",
                                                          "山", "屋", "庄", "岗", "沟", "林", "坝", "冲", "垌", "坑", "岸",
                                                          "社", "石", "竹", "禾", "桐", "茶", "柳", "李", "黄", "韦"};
constexpr std::array<std::string_view, 20> village_tails{"",   "",   "",   "",   "家", "头", "尾", "口", "背",   "心",
                                                         "边", "坳", "塘", "岭", "洞", "湾", "坪", "坡", "村脚", "垌"};
constexpr std::array<std::string_view, 28> firm_words{
    "永顺", "鑫源", "宏达", "恒盛", "德昌", "金鼎", "瑞丰", "天成", "嘉禾", "顺意", "百汇", "通泰",   "兴业达", "众鑫",
    "佳润", "万和", "启明", "裕丰", "三元", "利群", "华邦", "同益", "荣发", "聚福", "盛隆", "安吉达", "祥泰",   "泓昌"};
constexpr std::array<std::string_view, 28> firm_trades{
    "建材", "餐饮", "服饰", "五金", "食品", "农资", "物流", "机电", "电子",     "装饰", "家具", "印务", "汽修", "药房",
    "百货", "茶业", "粮油", "水产", "木业", "包装", "塑料", "广告", "房产中介", "电器", "文具", "园林", "酒店", "家政"};
constexpr std::array<std::string_view, 6> firm_ends{"有限公司", "商行", "经营部", "有限责任公司", "店", "厂"};
constexpr std::array<std::string_view, 24> causes{"邻里互助",     "志愿服务", "老年人",   "书画",       "环保",     "助残",
                                                  "慈善",         "文艺",     "太极拳",   "科普",       "法律援助", "读书",
                                                  "妇女儿童关爱", "青少年",   "养老服务", "个体劳动者", "物业业主", "山歌",
                                                  "广场舞",       "垂钓",     "篮球",     "调解",       "种植",     "养殖"};
constexpr std::array<std::string_view, 6> body_ends{"协会", "服务中心", "联合会", "互助会", "促进会", "服务队"};

std::string_view one(Words words, core::Stream& luck) { return words[luck.below(static_cast<std::uint32_t>(words.size()))]; }

template <class... Parts>
std::string joined(const Parts&... parts) {
  std::string name;
  (name.append(parts), ...);
  return name;
}

std::string settlement(core::Stream& luck) {
  const std::string_view head = one(village_heads, luck);
  const std::string_view body = one(village_bodies, luck);
  const std::string_view tail = one(village_tails, luck);
  return joined(head, body, tail == body ? std::string_view() : tail);
}

/// 和平东路, 和平路, 望江大道.
std::string street(core::Stream& luck) {
  const std::string_view head = luck.below(4) == 0 ? one(waters_and_hills, luck) : one(good_words, luck);
  const std::uint32_t way = luck.below(10);
  if (way < 2) return joined(head, one(Words(sides).first(5), luck), "路");
  if (way == 2) return joined(head, "大道");
  return joined(head, way < 6 ? "街" : "路");
}

std::string compound(core::Stream& luck) {
  const std::string_view head = luck.below(3) == 0 ? one(good_words, luck) : one(waters_and_hills, luck);
  return joined(head, one(estate_ends, luck));
}

/// The second try of a name: a side before it, then a number of its kind.
std::string told_apart(NameKind kind, const std::string& name, std::uint32_t round) {
  if (round < sides.size()) return joined(sides[round], name);
  if (kind == NameKind::compound || kind == NameKind::old_compound) {
    return joined(name, chinese_number(static_cast<int>(round - sides.size()) + 2), "期");
  }
  return joined("第", chinese_number(static_cast<int>(round - sides.size()) + 2), name);
}

}  // namespace

std::string made_name(NameKind kind, core::Stream& luck) {
  switch (kind) {
    case NameKind::town:
      return joined(luck.below(2) == 0 ? one(good_words, luck) : one(waters_and_hills, luck), "镇");
    case NameKind::street_town:
      return joined("城", one(Words(sides).first(5), luck), one(good_words, luck), "街道");
    case NameKind::community:
      return joined(luck.below(3) == 0 ? one(waters_and_hills, luck) : one(good_words, luck), "社区");
    case NameKind::village:
      return joined(settlement(luck), "村");
    case NameKind::hamlet:
      return joined(settlement(luck), "屯");
    case NameKind::compound:
      return compound(luck);
    case NameKind::old_compound:
      return joined(one(work_units, luck), one(unit_ends, luck));
    case NameKind::street:
      return street(luck);
    case NameKind::lane:
      return joined(one(trades, luck), luck.below(4) == 0 ? "里" : "巷");
    case NameKind::enterprise:
      return joined(luck.below(2) == 0 ? one(good_words, luck) : std::string_view(), one(firm_words, luck),
                    one(firm_trades, luck), one(firm_ends, luck));
    case NameKind::organisation:
      return joined(one(good_words, luck), one(causes, luck), one(body_ends, luck));
  }
  return {};
}

std::string FreshNames::fresh(NameKind kind, core::Stream& luck) {
  constexpr int draws = 4;
  std::string name;
  for (int i = 0; i < draws; ++i) {
    name = made_name(kind, luck);
    if (taken_.insert(name).second) return name;
  }
  for (std::uint32_t& round = round_[name];;) {
    std::string other = told_apart(kind, name, round++);
    if (taken_.insert(other).second) return other;
  }
}

std::string chinese_number(int number) {
  constexpr std::array<std::string_view, 10> digits{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  constexpr std::array<std::string_view, 4> places{"千", "百", "十", ""};
  if (number >= 10 && number < 20) return number == 10 ? "十" : joined("十", digits[static_cast<std::size_t>(number - 10)]);
  std::string said;
  bool zero = false;
  int divisor = 1000;
  for (const std::string_view place : places) {
    const int digit = number / divisor % 10;
    divisor /= 10;
    if (digit == 0) {
      zero = !said.empty();
      continue;
    }
    if (zero) said.append(digits[0]);
    zero = false;
    said.append(digits[static_cast<std::size_t>(digit)]).append(place);
  }
  return said.empty() ? std::string(digits[0]) : said;
}

}  // namespace wangge::town
