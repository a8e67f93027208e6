#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace wangge::network {

/// Keeps workspaces for reuse, so that a query allocates nothing after the first. Thread-safe. New ones are made
/// from a context that outlives the pool.
///
///   Pool<Search, RoadGraph> pool(graph);   const auto lease = pool.take();   lease->start(mode);
template <class Workspace, class Context>
class Pool {
 public:
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Workspace> workspace) : pool_(&pool), workspace_(std::move(workspace)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_->give_back(std::move(workspace_)); }
    [[nodiscard]] Workspace& operator*() const { return *workspace_; }
    [[nodiscard]] Workspace* operator->() const { return workspace_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Workspace> workspace_;
  };

  explicit Pool(const Context& context) : context_(&context) {}

  [[nodiscard]] Lease take() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!idle_.empty()) {
        auto workspace = std::move(idle_.back());
        idle_.pop_back();
        return {*this, std::move(workspace)};
      }
    }
    return {*this, std::make_unique<Workspace>(*context_)};
  }

 private:
  void give_back(std::unique_ptr<Workspace> workspace) {
    const std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back(std::move(workspace));
  }

  const Context* context_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Workspace>> idle_;
};

}  // namespace wangge::network
