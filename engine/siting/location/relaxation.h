#pragma once

#include "engine/siting/location/effort.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::siting {

/// What is settled of a site in a branch of the search.
enum class Choice : std::uint8_t { free, open, closed };

/// Sites by number, in no particular order.
using SiteSet = std::vector<std::uint32_t>;

struct SiteSetCost {
  SiteSet sites;
  double cost = 0;
};

/// A siting problem with its demand relaxed: every demand point has a price for being served, every site then a value of its own,
/// and the least sum of values of a choice of sites, with a constant, is never above the least cost (Geoffrion 1974).
/// One implementation a kind of problem. Costs are minimised.
class Relaxation {
 public:
  Relaxation() = default;
  virtual ~Relaxation() = default;
  Relaxation(const Relaxation&) = delete;
  Relaxation& operator=(const Relaxation&) = delete;

  [[nodiscard]] virtual std::size_t sites() const = 0;
  /// One price a demand point.
  [[nodiscard]] virtual std::size_t prices() const = 0;
  /// A price above it is of no use.
  [[nodiscard]] virtual double highest_price(std::size_t demand) const = 0;
  /// Costs are whole numbers.
  [[nodiscard]] virtual bool whole() const = 0;

  /// Told before a branch: may settle more sites that must be, and returns nothing where the branch holds no solution.
  [[nodiscard]] virtual std::optional<std::vector<Choice>> enter(std::vector<Choice> status) = 0;
  /// The constant part of the bound; values() then holds the sites' values.
  virtual double price(std::span<const double> prices) = 0;
  [[nodiscard]] virtual const std::vector<double>& values() const = 0;
  /// How the bound changes with each price, for the sites chosen at the prices last given to price().
  virtual const std::vector<double>& slopes(std::span<const std::uint32_t> chosen, std::span<const double> prices) = 0;
  /// Prices to begin with, made from a choice of sites.
  [[nodiscard]] virtual std::vector<double> first_prices(std::span<const std::uint32_t> chosen) = 0;

  /// A choice at least as good as the one given, which may break rules: completed, improved by local search within the rules.
  /// Nothing where none was found.
  [[nodiscard]] virtual std::optional<SiteSetCost> improve(const SiteSet& chosen) = 0;
  /// Something better than `best` after a longer search of about so much work; nothing where none was found.
  [[nodiscard]] virtual std::optional<SiteSetCost> polish(const SiteSetCost& /*best*/, std::uint64_t /*work*/) {
    return std::nullopt;
  }
  /// The exact cost of exactly these sites; infinite where they do not serve.
  [[nodiscard]] virtual double cost(std::span<const std::uint32_t> chosen) = 0;
  /// These sites will never be asked about again.
  virtual void forget(const std::vector<Choice>& /*status*/) {}
};

}  // namespace wangge::siting
