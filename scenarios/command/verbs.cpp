#include "scenarios/command/command_line.h"
#include "scenarios/command/match_verb.h"

namespace wangge::scenarios {

std::vector<std::unique_ptr<Verb>> verbs() {
  std::vector<std::unique_ptr<Verb>> all;
  for (const auto make :
       {make_run_verb,           make_check_verb,     make_plan_verb,          make_site_verb,     make_edit_verb,
        make_explain_verb,       make_compare_verb,   make_export_verb,        make_synth_verb,    make_match_verb,
        make_lab_assign_verb,    make_lab_queue_verb, make_lab_calibrate_verb, make_lab_form_verb, make_lab_partition_verb,
        make_lab_enumerate_verb, make_lab_recom_verb, make_lab_route_verb,     make_lab_site_verb, make_lab_hypercube_verb,
        make_lab_tour_verb})
    all.push_back(make());
  return all;
}

}  // namespace wangge::scenarios
