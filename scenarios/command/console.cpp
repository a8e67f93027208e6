#include "scenarios/command/console.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>

namespace wangge::scenarios {
namespace {

std::string_view code_name(core::ErrorCode code) {
  switch (code) {
    case core::ErrorCode::input:
      return "input";
    case core::ErrorCode::usage:
      return "usage";
    case core::ErrorCode::environment:
      return "environment";
    case core::ErrorCode::interrupted:
      break;
  }
  return "interrupted";
}

void put(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fflush(stream);
}

}  // namespace

void Console::print(std::string_view text) const { put(stdout, text); }

void Console::remark(std::string_view text) const {
  if (!quiet) put(stderr, text);
}

void Console::alert(std::string_view text) const { put(stderr, text); }

void Console::print_error(const core::Error& error) const {
  if (json) {
    const nlohmann::json body = {{"error",
                                  {{"code", code_name(error.code())},
                                   {"exit", static_cast<int>(error.code())},
                                   {"zh", error.message().zh},
                                   {"en", error.message().en}}}};
    print(body.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    return;
  }
  put(stderr, fmt::format("wangge: {}\n", text(error.message())));
}

core::Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("zh") ? core::Language::zh : core::Language::en;
  }
  return core::Language::en;
}

std::optional<core::Language> language_named(std::string_view name) {
  if (name == "zh") return core::Language::zh;
  if (name == "en") return core::Language::en;
  return std::nullopt;
}

}  // namespace wangge::scenarios
