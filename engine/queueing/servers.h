#pragma once

#include <cstddef>
#include <vector>

/// The times at which servers become free: `earliest` and `replace_earliest` are all that a line needs which is served first
/// come first served. Three shapes of one interface, each the fastest for its number of servers.
namespace wangge::queueing {

class OneServer {
 public:
  explicit OneServer(std::size_t /*servers*/) {}
  [[nodiscard]] double earliest() const { return free_; }
  void replace_earliest(double time) { free_ = time; }

 private:
  double free_ = 0;
};

/// A look at all of them. `replace_earliest` replaces what `earliest` found last.
class FewServers {
 public:
  explicit FewServers(std::size_t servers) : free_(servers, 0.0) {}
  [[nodiscard]] double earliest() {
    at_ = 0;
    for (std::size_t i = 1; i < free_.size(); ++i) at_ = free_[i] < free_[at_] ? i : at_;
    return free_[at_];
  }
  void replace_earliest(double time) { free_[at_] = time; }

 private:
  std::vector<double> free_;
  std::size_t at_ = 0;
};

/// A binary heap, smallest time on top.
class ManyServers {
 public:
  explicit ManyServers(std::size_t servers) : free_(servers, 0.0) {}
  [[nodiscard]] double earliest() const { return free_[0]; }
  void replace_earliest(double time) {
    std::size_t at = 0;
    while (true) {
      std::size_t child = 2 * at + 1;
      if (child >= free_.size()) break;
      if (child + 1 < free_.size() && free_[child + 1] < free_[child]) ++child;
      if (free_[child] >= time) break;
      free_[at] = free_[child];
      at = child;
    }
    free_[at] = time;
  }

 private:
  std::vector<double> free_;
};

}  // namespace wangge::queueing
