#pragma once

#include "engine/core/random.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

/// Made Chinese names: of the usual word stock, of no real place and no real firm on purpose.
namespace wangge::town {

enum class NameKind : std::uint8_t {
  town,          ///< 安和镇
  street_town,   ///< 城东街道: a town-level area of a city
  community,     ///< 百胜社区
  village,       ///< 上寨村: an administrative village
  hamlet,        ///< 上寨屯: a natural village
  compound,      ///< 翠湖花园
  old_compound,  ///< 机械厂宿舍
  street,        ///< 和平路
  lane,          ///< 打铁巷
  enterprise,    ///< 永顺建材经营部
  organisation   ///< 邻里互助协会
};
inline constexpr std::size_t name_kind_count = 11;

/// A name by the luck of the stream; several places may get the same. UTF-8.
[[nodiscard]] std::string made_name(NameKind kind, core::Stream& luck);

/// Names that do not repeat: draws again a few times, then tells namesakes apart by a word before or a number behind.
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
