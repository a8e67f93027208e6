#include "engine/simulation/loop/lines.h"

#include <algorithm>
#include <cassert>

namespace wangge::simulation {
namespace {

template <class Line>
auto head(Line& line) {
  return line.requests.begin() + static_cast<std::ptrdiff_t>(line.first);
}

}  // namespace

bool Lines::contains(GridId grid, RequestId request) const {
  const Line& line = lines_[grid];
  return std::binary_search(head(line), line.requests.end(), request);
}

void Lines::join(GridId grid, RequestId request) {
  Line& line = lines_[grid];
  assert(!contains(grid, request));
  ++size_;
  if (line.requests.empty() || line.requests.back() < request) {
    line.requests.push_back(request);
  } else {
    line.requests.insert(std::lower_bound(head(line), line.requests.end(), request), request);
  }
}

void Lines::leave(GridId grid, RequestId request) {
  Line& line = lines_[grid];
  assert(contains(grid, request));
  --size_;
  if (line.requests[line.first] == request) {
    ++line.first;
  } else {
    line.requests.erase(std::lower_bound(head(line), line.requests.end(), request));
  }
  if (line.first == line.requests.size()) {
    line.requests.clear();
    line.first = 0;
  }
}

}  // namespace wangge::simulation
