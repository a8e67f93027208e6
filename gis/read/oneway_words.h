#pragma once

#include "engine/network/road_class.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

/// The words of a one-way column of any line layer. Internal to gis/read.
namespace wangge::gis {

/// What one word means, all words of its column considered.
///
/// Usual words, in any case: yes, true, y, 1, f, ft, forward, 是, 单行, 顺向… along the line as it is drawn; -1, reverse, t, tf,
/// backward, 逆向… against it; no, false, 0, b, both, 否, 双向…, or nothing, both ways. Two letters have two meanings in the
/// world: N is "no traffic at all" beside FT, TF or B (Esri's, TomTom's and HERE's columns), else "no"; F and T are "from" and
/// "to" (Geofabrik's extracts, HERE), but may be a column of false and true where no B stands beside them: `is_ambiguous`.
///
///   OnewayColumn column(spec.oneway_words);  column.note(word)...;  column.direction(word)
class OnewayColumn {
 public:
  /// `own` goes before what is built in.
  explicit OnewayColumn(std::map<std::string, network::Direction> own) : own_(std::move(own)) {}

  void note(std::string_view word);
  /// Nothing for a word that is not understood.
  [[nodiscard]] std::optional<network::Direction> direction(std::string_view word) const;
  /// F and T alone, which may as well mean false and true; read as from and to.
  [[nodiscard]] bool is_ambiguous() const;

 private:
  std::map<std::string, network::Direction> own_;
  std::set<std::string> seen_;
};

}  // namespace wangge::gis
