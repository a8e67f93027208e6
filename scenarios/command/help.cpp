#include "scenarios/command/help.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

namespace wangge::scenarios {
namespace {

using core::Language;

std::string indented(const std::string& text) {
  std::string out = "  ";
  for (const char c : text) out += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return out;
}

std::string exit_codes(Language language) {
  return language == Language::zh
             ? "退出码：0 完成，1 输入数据不合规则，2 命令或场景文件写得不对，3 环境故障（如文件不存在），130 被 Ctrl-C 中断\n"
             : "exit codes: 0 done, 1 the input breaks a rule, 2 the command or the scenario file is written wrongly, 3 "
               "environment "
               "fault (such as a missing file), 130 stopped by Ctrl-C\n";
}

std::string option_line(const CLI::Option& option) {
  std::string name = option.get_positional() ? option.get_name(true) : option.get_name(false, true);
  if (const std::size_t comma = name.find(','); comma != std::string::npos) name.replace(comma, 1, ", ");
  const bool takes_value = !option.get_positional() && option.get_items_expected_max() > 0;
  if (takes_value) name += " " + option.get_type_name();
  return name;
}

std::string option_list(const CLI::App& app) {
  std::vector<std::pair<std::string, std::string>> lines;
  std::size_t width = 0;
  for (const CLI::Option* option : app.get_options()) {
    lines.emplace_back(option_line(*option), option->get_description());
    width = std::max(width, lines.back().first.size());
  }
  std::string out;
  for (const auto& [name, meaning] : lines) out += fmt::format("  {:<{}}  {}\n", name, width, meaning);
  return out;
}

/// Name and brief of the verbs whose name begins so.
std::string verb_list(const std::vector<std::unique_ptr<Verb>>& verbs, std::string_view beginning, Language language) {
  std::size_t width = 0;
  for (const auto& verb : verbs) width = std::max(width, verb->text().name.size());
  std::string out;
  for (const auto& verb : verbs) {
    const VerbText text = verb->text();
    if (text.name.starts_with(beginning)) out += fmt::format("  {:<{}}  {}\n", text.name, width, core::in(text.brief, language));
  }
  return out;
}

}  // namespace

std::string lab_overview(const std::vector<std::unique_ptr<Verb>>& verbs, Language language) {
  const bool zh = language == Language::zh;
  return (zh ? "wangge lab：实验，与已知答案或其他程序比较\n\n用法：wangge lab 动词 [选项]\n\n"
             : "wangge lab: laboratory, to compare with known answers or other programs\n\nusage: wangge lab VERB "
               "[options]\n\n") +
         verb_list(verbs, "lab ", language) + (zh ? "\n每个动词都有 --help。\n\n" : "\nEvery verb has --help.\n\n") +
         exit_codes(language);
}

std::string overview(const std::vector<std::unique_ptr<Verb>>& verbs, Language language) {
  const bool zh = language == Language::zh;
  std::string out =
      zh ? "wangge — 划分、检查和压力测试城市管理网格\n\n用法：wangge 动词 [选项]\n\n"
         : "wangge - draw, check and stress-test the management grids of a city\n\nusage: wangge VERB [options]\n\n";
  out += verb_list(verbs, "", language);
  out += zh ? "\n每个动词都有 --help；--lang zh|en 选择语言，--version 显示版本。\n\n例：\n  wangge run "
              "scenarios/liechtenstein.toml\n\n"
            : "\nEvery verb has --help; --lang zh|en chooses the language, --version shows the version.\n\nexample:\n  wangge "
              "run scenarios/liechtenstein.toml\n\n";
  return out + exit_codes(language);
}

std::string verb_help(const VerbText& text, const CLI::App& app, Language language) {
  const bool zh = language == Language::zh;
  std::string out = fmt::format("wangge {}{}{}\n\n{}wangge {}{}{} [{}]\n\n", text.name, zh ? "：" : ": ",
                                core::in(text.brief, language), zh ? "用法：" : "usage: ", text.name,
                                text.arguments.empty() ? "" : " ", text.arguments, zh ? "选项" : "options");
  if (!core::in(text.details, language).empty()) out += core::in(text.details, language) + "\n\n";
  out += option_list(app) + "\n";
  out += fmt::format("{}\n{}\n\n", zh ? "例：" : "example:", indented(text.example));
  return out + exit_codes(language);
}

}  // namespace wangge::scenarios
