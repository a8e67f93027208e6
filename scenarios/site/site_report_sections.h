#pragma once

#include "scenarios/report/figures.h"
#include "scenarios/report/markup.h"

/// The chapters of the report on sites that are tables; one whose figures were not computed writes nothing.
namespace wangge::scenarios::report {

void write_site_table(Markup& page, const Json& body);
void write_groups(Markup& page, const Json& body);
void write_site_blind_spots(Markup& page, const Json& body);
void write_accessibility(Markup& page, const Json& body);
void write_staff(Markup& page, const Json& body);
/// The check of workers by simulation, of one of `staff`.
void write_staff_check(Markup& page, const Json& staff);
void write_pairing(Markup& page, const Json& body);
void write_candidates(Markup& page, const Json& body);

/// What the chosen sites are compared with: "today", or "compared" where these posts do not exist.
[[nodiscard]] core::Text today_words(const Json& body);

/// How a room is got: "idle state property".
[[nodiscard]] core::Text room_words(const std::string& room);

}  // namespace wangge::scenarios::report
