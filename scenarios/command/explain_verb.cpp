#include "scenarios/command/option_values.h"
#include "scenarios/command/verb.h"
#include "scenarios/schema/explain.h"

#include "engine/core/error.h"

#include <CLI/CLI.hpp>

#include <array>
#include <string>

namespace wangge::scenarios {
namespace {

class ExplainVerb final : public Verb {
 public:
  [[nodiscard]] VerbText text() const override {
    return {
        .name = "explain",
        .arguments = "[KEY|METRIC]",
        .brief = {.zh = "一个键或指标的含义、算法和出处", .en = "what a key or a figure means, its formula and its source"},
        .details = {},
        .example = "wangge explain travel.stairs\nwangge explain coverage.households_share\nwangge explain --all --as markdown"};
  }

  void declare(CLI::App& app, core::Language language) override {
    const bool zh = language == core::Language::zh;
    app.add_option("topic", topic_,
                   zh ? "场景文件的键，或 metrics.json 的指标" : "a key of the scenario file, or a figure of metrics.json");
    app.add_flag("--all", all_, zh ? "全部" : "everything");
    app.add_option("--as", as_, zh ? "text 或 markdown（只列键）" : "text, or markdown (keys only)")->type_name("text|markdown");
  }

  int run(const Console& console) override {
    const std::array<std::string, 2> forms = {"text", "markdown"};
    const std::string form = word_of("--as", as_, forms);
    if (all_ == !topic_.empty()) {
      throw core::Error(core::ErrorCode::usage,
                        {.zh = "请给出一个键或指标，或用 --all", .en = "name one key or figure, or use --all"});
    }
    if (console.json) {
      console.print(explain_json(topic_));
    } else if (all_) {
      console.print(form == "markdown" ? keys_markdown(console.language) : explain_all(console.language));
    } else {
      console.print(explain(topic_, console.language));
    }
    return 0;
  }

 private:
  std::string topic_;
  std::string as_ = "text";
  bool all_ = false;
};

}  // namespace

std::unique_ptr<Verb> make_explain_verb() { return std::make_unique<ExplainVerb>(); }

}  // namespace wangge::scenarios
