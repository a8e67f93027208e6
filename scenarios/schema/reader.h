#pragma once

#include "scenarios/schema/document.h"
#include "scenarios/schema/keys.h"
#include "scenarios/schema/quantities.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// Reads the values of one table of a checked document, filling in the defaults of the key table. Each function's kind
/// must be the key's own (asserted). Throws Error(usage) for a required key that is absent.
///
///   Reader travel(root, "travel");   spec.access_limit = travel.length("access_limit");
class Reader {
 public:
  /// `node` may be null: nothing was written. `pattern` is the table's path in the key table ("level[]"), `shown` the
  /// path in messages ("level[0]").
  Reader(const Node* node, std::string pattern, std::string shown, const Place& fallback_place);

  [[nodiscard]] bool has(std::string_view key) const { return written(key) != nullptr; }
  [[nodiscard]] Place place(std::string_view key) const;
  /// File, line, column and key, as errors of this key start.
  [[nodiscard]] std::string where(std::string_view key) const;
  [[nodiscard]] core::Error error(std::string_view key, const core::Text& problem) const;

  [[nodiscard]] std::string text(std::string_view key) const { return value(key).text; }
  [[nodiscard]] std::optional<std::string> optional_text(std::string_view key) const;
  [[nodiscard]] std::int64_t integer(std::string_view key) const { return value(key).integer; }
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key) const { return value(key).number; }
  [[nodiscard]] bool flag(std::string_view key) const { return value(key).flag; }
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] std::vector<double> numbers(std::string_view key) const;
  [[nodiscard]] core::Millis duration(std::string_view key) const { return *parse_duration(text(key)).value; }
  [[nodiscard]] core::Metres length(std::string_view key) const { return *parse_length(text(key)).value; }
  [[nodiscard]] core::SquareMetres area(std::string_view key) const { return *parse_area(text(key)).value; }
  [[nodiscard]] core::KilometresPerHour speed(std::string_view key) const { return *parse_speed(text(key)).value; }
  [[nodiscard]] double share(std::string_view key) const { return *parse_share(text(key)).value; }
  [[nodiscard]] core::Millis per_floor(std::string_view key) const { return *parse_per_floor(text(key)).value; }
  [[nodiscard]] Rate rate(std::string_view key) const { return *parse_rate(text(key)).value; }
  /// One rate, or those of a list.
  [[nodiscard]] std::vector<Rate> rates(std::string_view key) const;
  [[nodiscard]] DurationLaw law(std::string_view key) const { return *parse_law(text(key)).value; }
  /// Nothing where neither a value nor a default is there.
  [[nodiscard]] std::optional<Amount> optional_amount(std::string_view key) const;
  [[nodiscard]] TargetRule target(std::string_view key) const { return *parse_target(text(key)).value; }
  /// The node as written or its default.
  [[nodiscard]] const Node& value(std::string_view key) const;

  /// A table inside this one, and the items of an array of tables.
  [[nodiscard]] Reader table(std::string_view key) const;
  [[nodiscard]] std::vector<Reader> items(std::string_view key) const;
  /// Names of the children as written, for free names.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  [[nodiscard]] const Node* written(std::string_view key) const;
  [[nodiscard]] std::string pattern_of(std::string_view key) const;

  const Node* node_;
  std::string pattern_;
  std::string shown_;
  Place place_;
};

}  // namespace wangge::scenarios
