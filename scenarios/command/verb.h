#pragma once

#include "engine/core/text.h"
#include "scenarios/command/console.h"

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace wangge::scenarios {

/// What the help of a verb says.
struct VerbText {
  std::string name;       ///< "run", "lab queue"
  std::string arguments;  ///< "FILE.toml"
  core::Text brief;       ///< one line
  core::Text details;     ///< a paragraph; may be empty
  std::string example;    ///< one command a line
  bool findings = false;  ///< it prints findings and so takes --verbose
};

/// One verb of the command. It declares its options, is filled by the parser, then runs once.
/// To add a verb: a class in a file of its own, one line in verbs().
class Verb {
 public:
  virtual ~Verb() = default;
  [[nodiscard]] virtual VerbText text() const = 0;
  /// Options are declared as texts and flags only; `run` converts them, so that every message is ours.
  virtual void declare(CLI::App& app, core::Language language) = 0;
  /// Returns the exit code 0 or 1; throws core::Error.
  virtual int run(const Console& console) = 0;
};

[[nodiscard]] std::unique_ptr<Verb> make_run_verb();
[[nodiscard]] std::unique_ptr<Verb> make_check_verb();
[[nodiscard]] std::unique_ptr<Verb> make_plan_verb();
[[nodiscard]] std::unique_ptr<Verb> make_site_verb();
[[nodiscard]] std::unique_ptr<Verb> make_explain_verb();
[[nodiscard]] std::unique_ptr<Verb> make_export_verb();
[[nodiscard]] std::unique_ptr<Verb> make_compare_verb();
[[nodiscard]] std::unique_ptr<Verb> make_edit_verb();
[[nodiscard]] std::unique_ptr<Verb> make_synth_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_assign_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_queue_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_calibrate_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_form_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_partition_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_enumerate_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_recom_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_site_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_route_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_hypercube_verb();
[[nodiscard]] std::unique_ptr<Verb> make_lab_tour_verb();

}  // namespace wangge::scenarios
