#pragma once

#include <string>

namespace wangge::test {

/// Everything that a scenario can say of the loop.
inline const std::string whole_loop = R"(
[microgrids]
count = 12
[[responder]]
kind = "captain"
per = { microgrid = 1 }
post = "home"
mode = "walk"
shift = ["daily 08:00-20:00"]
decline = "20 %"
[[post]]
kind = "centre"
level = "community"
[[responder]]
kind = "mediator"
per = { community = 1 }
post = "centre"
shift = ["mon-fri 08:00-18:00"]
breaks = ["mon-fri 12:00-12:30"]
present = "90 %"
skills = ["mediation"]
[[responder]]
kind = "walker"
post = "station"
shift = ["mon-fri 08:00-18:00"]
while_free = "patrol"
stay = "15 min"
[[request]]
kind = "quarrel"
rate = "2 per resident per year"
urgency = 1
needs = ["mediation"]
hear = "exponential 1 min"
classify = "constant 30 s"
handle = "lognormal 40 min cv 0.8"
help = { share = "20 %", takes = "exponential 1 h", by = "colleague" }
council = { share = "20 %", takes = "constant 5 h" }
feed_back = "exponential 1 h"
rating = { share = "50 %", stars = [1, 1, 3, 10, 25] }
reopen = { share = "10 %", after = "exponential 4 h", most = 2 }
deadlines = { accept = "5 min", arrive = "15 min", resolve = "1 d" }
unsettled = "40 %"
escalate = [
  { level = "community", tries = 3, takes = "constant 2 h", settled = "30 %", within = "5 h" },
  { level = "town", tries = 2, takes = "constant 1 h", settled = "30 %", hand_back = "20 %" },
  { level = "city", takes = "constant 1 h", settled = "50 %" },
]
[dispatch]
decline = "5 %"
answer_within = "6 min"
)";

}  // namespace wangge::test
