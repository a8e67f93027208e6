#include "engine/network/search.h"

#include <algorithm>

namespace wangge::network {

void Search::start(Mode mode) {
  out_ = &graph_->out[static_cast<std::size_t>(mode)];
  if (touched_.size() > label_.size() / 4) {
    std::fill(label_.begin(), label_.end(), none);
  } else {
    for (const NodeId node : touched_) label_[node] = none;
  }
  touched_.clear();
  heap_.clear();
}

}  // namespace wangge::network
