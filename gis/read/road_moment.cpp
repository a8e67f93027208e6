#include "gis/read/road_moment.h"

namespace wangge::gis {

std::string_view name(DayKind day) {
  switch (day) {
    case DayKind::saturday:
      return "saturday";
    case DayKind::sunday:
      return "sunday";
    case DayKind::holiday:
      return "holiday";
    case DayKind::workday:
      break;
  }
  return "workday";
}

}  // namespace wangge::gis
