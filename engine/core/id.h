#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace wangge::core {

/// A position in one kind of column. A default-made id is invalid: it is how a column says "none".
///
///   using CellId = Id<struct CellTag>;
template <class Tag>
class Id {
 public:
  using Value = std::uint32_t;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t value) : value_(static_cast<Value>(value)) { assert(value < none); }

  [[nodiscard]] constexpr bool valid() const { return value_ != none; }
  /// Precondition: valid().
  [[nodiscard]] constexpr Value value() const {
    assert(valid());
    return value_;
  }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;

 private:
  static constexpr Value none = std::numeric_limits<Value>::max();
  Value value_ = none;
};

/// A column that can be indexed only by its own id. Cost and layout of std::vector<T>.
template <class IdType, class T>
class Column {
 public:
  Column() = default;
  explicit Column(std::size_t size, const T& value = T()) : values_(size, value) {}
  explicit Column(std::vector<T> values) : values_(std::move(values)) {}

  [[nodiscard]] decltype(auto) operator[](IdType id) { return values_[id.value()]; }
  [[nodiscard]] decltype(auto) operator[](IdType id) const { return values_[id.value()]; }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool empty() const { return values_.empty(); }

  /// Appends and says where.
  IdType push_back(T value) {
    values_.push_back(std::move(value));
    return IdType(values_.size() - 1);
  }
  void resize(std::size_t size, const T& value = T()) { values_.resize(size, value); }
  void reserve(std::size_t size) { values_.reserve(size); }

  [[nodiscard]] auto begin() { return values_.begin(); }
  [[nodiscard]] auto end() { return values_.end(); }
  [[nodiscard]] auto begin() const { return values_.begin(); }
  [[nodiscard]] auto end() const { return values_.end(); }
  [[nodiscard]] const std::vector<T>& values() const { return values_; }
  [[nodiscard]] std::vector<T>& values() { return values_; }

  friend bool operator==(const Column&, const Column&) = default;

 private:
  std::vector<T> values_;
};

/// All ids 0..size-1 in order: `for (CellId cell : ids<CellId>(cells.size()))`.
template <class IdType>
class IdRange {
 public:
  class Iterator {
   public:
    using value_type = IdType;
    using difference_type = std::ptrdiff_t;
    constexpr Iterator() = default;
    constexpr explicit Iterator(std::size_t at) : at_(at) {}
    constexpr IdType operator*() const { return IdType(at_); }
    constexpr Iterator& operator++() {
      ++at_;
      return *this;
    }
    constexpr Iterator operator++(int) { return Iterator(at_++); }
    friend constexpr bool operator==(const Iterator&, const Iterator&) = default;

   private:
    std::size_t at_ = 0;
  };

  constexpr explicit IdRange(std::size_t size) : size_(size) {}
  [[nodiscard]] constexpr Iterator begin() const { return Iterator(0); }
  [[nodiscard]] constexpr Iterator end() const { return Iterator(size_); }

 private:
  std::size_t size_;
};

template <class IdType>
[[nodiscard]] constexpr IdRange<IdType> ids(std::size_t size) {
  return IdRange<IdType>(size);
}

}  // namespace wangge::core

template <class Tag>
struct std::hash<wangge::core::Id<Tag>> {
  std::size_t operator()(const wangge::core::Id<Tag>& id) const noexcept {
    return id.valid() ? std::hash<std::uint32_t>()(id.value()) : ~std::size_t{0};
  }
};
