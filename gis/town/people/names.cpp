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
constexpr std::array<std::string_view, 64> place_heads{
    "安", "宝", "长", "朝", "崇", "春", "德", "东", "方", "丰", "福", "富", "光", "广", "桂", "海",
    "和", "恒", "宏", "华", "嘉", "江", "金", "锦", "景", "九", "康", "兰", "乐", "丽", "林", "龙",
    "隆", "茂", "梅", "民", "明", "南", "宁", "平", "启", "庆", "清", "荣", "瑞", "盛", "石", "双",
    "泰", "天", "万", "文", "西", "祥", "新", "兴", "秀", "旭", "雅", "燕", "阳", "永", "玉", "云"};
constexpr std::array<std::string_view, 96> place_tails{
    "安", "柏", "邦", "滨", "昌", "城", "池", "川", "春", "村", "达", "堤", "地", "渡", "枫", "峰", "福", "港", "阁", "宫",
    "关", "冠", "光", "汉", "和", "荷", "恒", "虹", "湖", "华", "辉", "汇", "基", "济", "佳", "江", "街", "津", "锦", "景",
    "居", "康", "坤", "兰", "澜", "乐", "里", "莲", "林", "苓", "岭", "柳", "龙", "楼", "路", "茂", "门", "民", "明", "宁",
    "坪", "坡", "浦", "桥", "清", "渠", "泉", "仁", "荣", "山", "善", "胜", "松", "苏", "台", "潭", "塘", "亭", "庭", "桐",
    "湾", "溪", "霞", "祥", "信", "秀", "轩", "雅", "阳", "业", "义", "园", "源", "苑", "韵", "洲"};
constexpr std::array<std::string_view, 5> sides{"东", "西", "南", "北", "中"};
constexpr std::array<std::string_view, 14> village_heads{"上", "下", "大", "小", "新", "老", "东",
                                                         "西", "南", "北", "中", "里", "外", "平"};
constexpr std::array<std::string_view, 32> village_bodies{"寨", "塘", "岭", "坡", "田", "洞", "湾", "坪", "桥", "井", "河",
                                                          "山", "屋", "庄", "岗", "沟", "林", "坝", "冲", "垌", "坑", "岸",
                                                          "社", "石", "竹", "禾", "桐", "茶", "柳", "李", "黄", "韦"};
constexpr std::array<std::string_view, 20> village_tails{"",   "",   "",   "",   "家", "头", "尾", "口", "背",   "心",
                                                         "边", "坳", "塘", "岭", "洞", "湾", "坪", "坡", "村脚", "垌"};
constexpr std::array<std::string_view, 12> zhuang_heads{"那", "弄", "百", "坡", "巴", "六", "古", "板", "平", "陇", "江", "布"};
constexpr std::array<std::string_view, 24> zhuang_tails{"坡", "桑", "力", "达", "旦", "马", "劳", "怀", "赖", "学", "朔", "等",
                                                        "毕", "色", "荷", "林", "练", "吉", "桃", "务", "合", "沙", "禄", "谋"};
constexpr std::array<std::string_view, 36> families{"李", "王", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙",
                                                    "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢",
                                                    "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅"};
constexpr std::array<std::string_view, 10> northern_ends{"庄", "营", "店", "屯", "集", "楼", "沟", "洼", "堡", "窑"};
constexpr std::array<std::string_view, 10> eastern_ends{"湾", "圩", "桥", "塘", "埭", "浜", "巷", "墩", "渡", "庄"};
constexpr std::array<std::string_view, 10> southern_ends{"塆", "冲", "寨", "坝", "坪", "湾", "坳", "屋", "垭", "塘"};
constexpr std::array<std::string_view, 28> firm_words{
    "永顺", "鑫源", "宏达", "恒盛", "德昌", "金鼎", "瑞丰", "天成", "嘉禾", "顺意", "百汇", "通泰",   "兴业达", "众鑫",
    "佳润", "万和", "启明", "裕丰", "三元", "利群", "华邦", "同益", "荣发", "聚福", "盛隆", "安吉达", "祥泰",   "泓昌"};
constexpr std::array<std::string_view, 16> crafts{"食品", "木业", "塑料", "包装", "机电", "印务", "家具", "服装",
                                                  "建材", "铝业", "纸业", "茶业", "糖业", "五金", "电子", "化工"};
constexpr std::array<std::string_view, 4> craft_ends{"有限公司", "厂", "制造有限公司", "加工厂"};
constexpr std::array<std::string_view, 14> wares{"建材", "农资", "粮油", "水产", "五金", "电器", "果品",
                                                 "木材", "钢材", "布匹", "灯饰", "陶瓷", "日杂", "汽配"};
constexpr std::array<std::string_view, 4> ware_ends{"经营部", "商行", "贸易有限公司", "批发部"};
constexpr std::array<std::string_view, 16> shop_goods{"百货", "服饰", "文具", "家纺", "鞋业", "茶叶", "水果", "手机",
                                                      "眼镜", "烟酒", "母婴", "花卉", "图书", "家电", "便利", "生鲜"};
constexpr std::array<std::string_view, 3> shop_ends{"店", "商店", "超市"};
constexpr std::array<std::string_view, 14> dishes{"餐饮", "粥粉", "米粉", "火锅",   "烧烤", "小吃", "快餐",
                                                  "茶点", "糕点", "海鲜", "农家菜", "早点", "卤味", "饺子"};
constexpr std::array<std::string_view, 2> dish_ends{"店", "馆"};
constexpr std::array<std::string_view, 16> services{"家政", "物流", "广告", "装饰", "房产中介", "汽修", "园林", "物业",
                                                    "财务", "旅行", "美发", "洗衣", "快递",     "培训", "摄影", "电脑维修"};
constexpr std::array<std::string_view, 3> service_ends{"服务部", "服务有限公司", "有限公司"};
constexpr std::array<std::string_view, 14> callings{"书画",       "太极拳", "篮球", "垂钓", "山歌", "种植",   "养殖",
                                                    "个体劳动者", "读书",   "棋牌", "象棋", "摄影", "餐饮业", "老年人体育"};
constexpr std::array<std::string_view, 3> calling_ends{"协会", "联合会", "促进会"};
constexpr std::array<std::string_view, 12> causes{"邻里互助", "志愿服务",     "助残", "慈善",   "环保", "科普",
                                                  "法律援助", "妇女儿童关爱", "养老", "青少年", "调解", "文艺"};
constexpr std::array<std::string_view, 3> cause_ends{"服务队", "服务中心", "互助会"};
constexpr std::array<std::string_view, 8> institutions{"文化站", "图书馆", "敬老院", "社会保障所",
                                                       "农技站", "体育馆", "博物馆", "就业服务所"};
constexpr std::array<std::string_view, 6> loads{"物流", "货运", "仓储", "运输", "冷链", "配送"};
constexpr std::array<std::string_view, 3> load_ends{"有限公司", "服务部", "站"};
constexpr std::array<std::string_view, 5> schools{"小学", "中学", "实验小学", "第一中学", "职业学校"};
constexpr std::array<std::string_view, 2> kindergartens{"幼儿园", "中心幼儿园"};
constexpr std::array<std::string_view, 4> hospitals{"人民医院", "中医医院", "妇幼保健院", "骨科医院"};
constexpr std::array<std::string_view, 3> clinics{"卫生服务中心", "卫生院", "门诊部"};
constexpr std::array<std::string_view, 3> market_offices{"农贸市场管理所", "批发市场管理处", "综合市场管理办公室"};
constexpr std::array<std::string_view, 8> offices{"税务所",     "派出所",     "司法所", "自然资源所",
                                                  "市场监管所", "综合执法队", "财政所", "政府办公室"};
constexpr std::array<std::string_view, 3> service_points{"党群服务中心", "便民服务中心", "综合服务站"};
constexpr std::array<std::string_view, 10> party_places{"机关", "老干部",   "社区", "物业", "街区",
                                                        "工会", "流动党员", "商圈", "楼宇", "退役军人"};
constexpr std::array<std::string_view, 3> party_ends{"党支部", "党总支", "联合党支部"};

std::string_view one(Words words, core::Stream& luck) { return words[luck.below(static_cast<std::uint32_t>(words.size()))]; }

template <class... Parts>
std::string joined(const Parts&... parts) {
  std::string name;
  (name.append(parts), ...);
  return name;
}

/// The end is drawn first, on every compiler.
std::string with_end(Words heads, Words ends, core::Stream& luck) {
  const std::string_view end = one(ends, luck);
  return joined(one(heads, luck), end);
}

std::string settlement(core::Stream& luck) {
  const std::string_view head = one(village_heads, luck);
  const std::string_view body = one(village_bodies, luck);
  const std::string_view tail = one(village_tails, luck);
  return joined(head, body, tail == body ? std::string_view() : tail);
}

std::string of_family(Words ends, core::Stream& luck) {
  const std::string_view head = one(families, luck);
  const std::string_view end = one(ends, luck);
  return joined(head, luck.below(3) == 0 ? std::string_view() : std::string_view("家"), end);
}

/// A word of the stock, or one of 6,000 made of two: large cities have more communities than the stock has words.
std::string place_word(core::Stream& luck) {
  const std::uint32_t way = luck.below(6);
  if (way < 2) return std::string(one(good_words, luck));
  if (way == 2) return std::string(one(waters_and_hills, luck));
  const std::string_view head = one(place_heads, luck);
  const std::string_view tail = one(place_tails, luck);
  return head == tail ? joined(head, "苑") : joined(head, tail);
}

std::string of_place(Words ends, core::Stream& luck) {
  const std::string_view end = one(ends, luck);
  return joined(place_word(luck), end);
}

std::string firm(Words trades, Words ends, core::Stream& luck) {
  const std::string_view place = luck.below(2) == 0 ? one(good_words, luck) : std::string_view();
  const std::string_view word = one(firm_words, luck);
  const std::string_view trade = one(trades, luck);
  return joined(place, word, trade, one(ends, luck));
}

std::string body(Words causes_of_kind, Words ends, core::Stream& luck) {
  const std::string place = place_word(luck);
  const std::string_view cause = one(causes_of_kind, luck);
  std::string_view end = one(ends, luck);
  constexpr std::string_view service = "服务";
  if (cause.ends_with(service) && end.starts_with(service)) end.remove_prefix(service.size());  // said once is enough
  return joined(place, cause, end);
}

std::string compound(core::Stream& luck) {
  const std::string_view head = luck.below(3) == 0 ? one(good_words, luck) : one(waters_and_hills, luck);
  return joined(head, one(estate_ends, luck));
}

/// Of an enterprise or an organisation.
std::string work_name(NameKind kind, core::Stream& luck) {
  switch (kind) {
    case NameKind::manufacturer:
      return firm(crafts, craft_ends, luck);
    case NameKind::trader:
      return firm(wares, ware_ends, luck);
    case NameKind::shop:
      return firm(shop_goods, shop_ends, luck);
    case NameKind::eatery:
      return firm(dishes, dish_ends, luck);
    case NameKind::service:
      return firm(services, service_ends, luck);
    case NameKind::association:
      return body(callings, calling_ends, luck);
    case NameKind::social_body:
      return body(causes, cause_ends, luck);
    case NameKind::institution:
      return of_place(institutions, luck);
    case NameKind::party_body:
      return body(party_places, party_ends, luck);
    case NameKind::carrier:
      return firm(loads, load_ends, luck);
    case NameKind::school:
      return of_place(schools, luck);
    case NameKind::kindergarten:
      return of_place(kindergartens, luck);
    case NameKind::hospital:
      return of_place(hospitals, luck);
    case NameKind::clinic:
      return of_place(clinics, luck);
    case NameKind::market:
      return of_place(market_offices, luck);
    case NameKind::office:
      return of_place(offices, luck);
    case NameKind::service_point:
      return of_place(service_points, luck);
    default:
      return {};
  }
}

/// What stands behind the number that tells namesakes of a kind apart; nothing where the number stands before the name.
std::string_view branch(NameKind kind) {
  switch (kind) {
    case NameKind::compound:
    case NameKind::old_compound:
      return "期";
    case NameKind::manufacturer:
      return "分厂";
    case NameKind::shop:
    case NameKind::eatery:
      return "分店";
    case NameKind::trader:
    case NameKind::service:
    case NameKind::institution:
      return "分部";
    case NameKind::association:
    case NameKind::social_body:
      return "分会";
    case NameKind::party_body:
      return "小组";
    case NameKind::carrier:
    case NameKind::market:
    case NameKind::service_point:
      return "分部";
    case NameKind::school:
      return "分校";
    case NameKind::kindergarten:
      return "分园";
    case NameKind::hospital:
    case NameKind::clinic:
      return "分院";
    default:
      return {};
  }
}

/// The second try of a name: a side before that of a town, then a number.
std::string told_apart(NameKind kind, const std::string& name, std::uint32_t round) {
  if (kind == NameKind::town || kind == NameKind::street_town) {
    if (round < sides.size()) return joined(sides[round], name);
    round -= static_cast<std::uint32_t>(sides.size());
  }
  const std::string number = chinese_number(static_cast<int>(round) + 2);
  const std::string_view end = branch(kind);
  if (end.empty()) return joined("第", number, name);
  return end == "期" ? joined(name, number, end) : joined(name, "第", number, end);
}

}  // namespace

std::string made_name(NameKind kind, core::Stream& luck) {
  switch (kind) {
    case NameKind::town:
      return joined(place_word(luck), "镇");
    case NameKind::street_town:
      return joined(place_word(luck), "街道");
    case NameKind::community:
      return joined(place_word(luck), "社区");
    case NameKind::village:
      return joined(settlement(luck), "村");
    case NameKind::hamlet:
      return made_hamlet({}, luck);
    case NameKind::compound:
      return compound(luck);
    case NameKind::old_compound:
      return with_end(work_units, unit_ends, luck);
    default:
      return work_name(kind, luck);
  }
}

std::string made_hamlet(std::string_view code, core::Stream& luck) {
  // Two digits of a code of GB/T 2260 are a province.
  const std::string_view province = code.substr(0, 2);
  if (province == "45") {
    if (luck.below(5) < 2) return joined(settlement(luck), "屯");
    const std::string_view head = one(zhuang_heads, luck);
    const std::string_view tail = one(zhuang_tails, luck);
    return joined(head, tail == head ? std::string_view("沙") : tail, "屯");
  }
  if (luck.below(4) == 0) return settlement(luck);
  const char first = province.empty() ? '4' : province.front();
  if (first == '1' || first == '2' || first == '6' || province == "37" || province == "41") return of_family(northern_ends, luck);
  return of_family(first == '3' ? Words(eastern_ends) : Words(southern_ends), luck);
}

std::string FreshNames::fresh(NameKind kind, core::Stream& luck) {
  constexpr int draws = 40;
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
