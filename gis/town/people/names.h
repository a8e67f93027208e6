#pragma once

#include "engine/core/random.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

/// Made Chinese names: of the usual word stock, of no real place and no real firm on purpose.
namespace wangge::town {

enum class NameKind : std::uint8_t {
  town,          ///< 安和镇
  street_town,   ///< 城东街道: a town-level area of a city
  community,     ///< 百胜社区
  village,       ///< 上寨村: an administrative village
  hamlet,        ///< 那坡屯, 李家庄: a natural village, see made_hamlet
  compound,      ///< 翠湖花园
  old_compound,  ///< 机械厂宿舍
  manufacturer,  ///< 永顺木业有限公司
  trader,        ///< 鑫源建材经营部
  shop,          ///< 瑞丰百货商店
  eatery,        ///< 顺意粥粉店
  service,       ///< 众鑫家政服务部
  association,   ///< 和平书画协会
  social_body,   ///< 和平志愿服务队
  institution,   ///< 和平文化站
  party_body,    ///< 和平机关党支部
  carrier,       ///< 通泰物流有限公司
  school,        ///< 和平小学
  kindergarten,  ///< 和平幼儿园
  hospital,      ///< 和平人民医院
  clinic,        ///< 和平卫生服务中心
  market,        ///< 和平农贸市场管理所
  office,        ///< 和平税务所: of the government
  service_point  ///< 和平党群服务中心
};
inline constexpr std::size_t name_kind_count = 24;

/// A name by the luck of the stream; several places may get the same. UTF-8.
[[nodiscard]] std::string made_name(NameKind kind, core::Stream& luck);

/// The name of a natural village as it is usual where codes begin with these two digits: 屯 and Zhuang words (那, 弄, 百) in
/// Guangxi, 庄, 营, 店 with a family's name in the north, 湾, 圩, 桥 in the east, 塆, 冲, 寨 elsewhere.
[[nodiscard]] std::string made_hamlet(std::string_view code, core::Stream& luck);

/// Names that do not repeat: draws again some times, then tells namesakes apart by a side before the names of
/// towns, a number with the others. 2,000 communities or towns come without either.
///
///   FreshNames names;   std::string community = names.fresh(NameKind::community, luck);
class FreshNames {
 public:
  [[nodiscard]] std::string fresh(NameKind kind, core::Stream& luck);
  /// Keeps a given name from being made again.
  void take(const std::string& name) { taken_.insert(name); }

 private:
  std::set<std::string> taken_;
  std::map<std::string, std::uint32_t> round_;  ///< of telling apart, by the name all of them wished for
};

/// 1 … 9,999 as said in Chinese: 12 is 十二, 105 is 一百零五.
[[nodiscard]] std::string chinese_number(int number);

}  // namespace wangge::town
