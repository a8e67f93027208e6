#pragma once

#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <string>
#include <vector>

namespace wangge::test {

/// A made quarter that a test can afford.
inline constexpr const char* made_quarter = R"(name = "made"
title = { zh = "小城", en = "Made quarter" }
date = 2026-11-21
seed = 3
[synth]
form = "quarter"
households = 900
residents = 2300
rivers = 0
railway = false
partitions = ["grids_even"]
grids = "grids_even"
[[synth.level]]
name = "town"
[[synth.level]]
name = "community"
count = 2
[planning]
households = [200, 500]
effort = 20
[[responder]]
shift = ["mon-fri 08:00-12:00", "mon-fri 14:00-18:00"]
[[request]]
kind = "repair"
rate = "60 per 1000 residents per year"
handle = "lognormal 20 min cv 0.8"
[simulation]
horizon = "3 d"
replications = 2
[export]
map = [{ as = ["svg"], paper = "A4" }]
)";

class Synth : public TownTest {
 protected:
  Synth() { write("made.toml", made_quarter); }

  [[nodiscard]] Answer synth(const std::vector<std::string>& more = {}, const CommandRules& rules = {}) const {
    std::vector<std::string> words = {"synth", path("made.toml"), "--out", path("towns/a")};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words, rules);
  }
};

}  // namespace wangge::test
