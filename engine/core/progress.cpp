#include "engine/core/progress.h"

#include "engine/core/error.h"

namespace wangge::core {

void Progress::check() const {
  if (interrupted()) {
    throw Error(ErrorCode::interrupted, {.zh = "已中断，未写出任何半成品", .en = "interrupted; nothing half-written was left"});
  }
}

}  // namespace wangge::core
