#include "scenarios/command/command_line.h"

namespace wangge::scenarios {

std::vector<std::unique_ptr<Verb>> verbs() {
  std::vector<std::unique_ptr<Verb>> all;
  all.push_back(make_explain_verb());
  return all;
}

}  // namespace wangge::scenarios
