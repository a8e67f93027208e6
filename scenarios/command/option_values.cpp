#include "scenarios/command/option_values.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "scenarios/schema/quantities.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <thread>

namespace wangge::scenarios {
namespace {

core::Error usage(std::string zh, std::string en) { return {core::ErrorCode::usage, {.zh = std::move(zh), .en = std::move(en)}}; }

}  // namespace

void add_folder_option(CLI::App& app, std::string& out, const core::Text& what, core::Language language) {
  const bool zh = language == core::Language::zh;
  app.add_option("--out", out,
                 core::in(what, language) + (zh ? "；已有的同名文件夹连同其中一切会被替换"
                                                : "; an earlier one of that name goes, with all that lies in it"))
      ->type_name("DIR");
}

core::Threads threads_of(const std::string& text) {
  if (text.empty()) return core::Threads(static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
  return core::Threads(static_cast<int>(whole_number("--threads", text, 1, 1024)));
}

std::int64_t whole_number(std::string_view option, const std::string& text, std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && number >= least && number <= most) return number;
  throw usage(fmt::format("{}：“{}”不可用；应为 {} 至 {} 的整数", option, text, least, most),
              fmt::format("{}: \"{}\" is not allowed; expected a whole number from {} to {}", option, text, least, most));
}

double positive_number(std::string_view option, const std::string& text) {
  const std::optional<double> number = parse_number(text);
  if (number && *number > 0) return *number;
  throw usage(fmt::format("{}：“{}”不可用；应为大于零的数", option, text),
              fmt::format("{}: \"{}\" is not allowed; expected a number above zero", option, text));
}

std::string word_of(std::string_view option, const std::string& text, std::span<const std::string> words) {
  if (std::find(words.begin(), words.end(), text) != words.end()) return text;
  const auto guess = core::nearest(text, words);
  const std::string all = fmt::format("{}", fmt::join(words, ", "));
  throw usage(fmt::format("{}：“{}”不可用{}（可用：{}）", option, text, guess ? fmt::format("，是不是“{}”？", *guess) : "", all),
              fmt::format("{}: \"{}\" is not allowed{} (one of: {})", option, text,
                          guess ? fmt::format(", did you mean \"{}\"?", *guess) : "", all));
}

}  // namespace wangge::scenarios
