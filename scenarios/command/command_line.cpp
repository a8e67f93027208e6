#include "scenarios/command/command_line.h"

#include "engine/core/error.h"
#include "engine/core/nearest.h"
#include "engine/core/system_words.h"
#include "scenarios/command/help.h"
#include "scenarios/command/interrupt.h"
#include "scenarios/run/version.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <new>

namespace wangge::scenarios {
namespace {

using core::Error;
using core::ErrorCode;
using core::Language;

Error usage(std::string zh, std::string en) { return {ErrorCode::usage, {.zh = std::move(zh), .en = std::move(en)}}; }

/// The language, wherever --lang stands; needed before anything is parsed.
Language chosen_language(const std::vector<std::string>& args) {
  Language language = language_of_environment();
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool inline_value = args[i].starts_with("--lang=");
    if (!inline_value && (args[i] != "--lang" || i + 1 == args.size())) continue;
    const std::string word = inline_value ? args[i].substr(7) : args[i + 1];
    const auto named = language_named(word);
    if (!named)
      throw usage(fmt::format("--lang：“{}”不可用（可用：zh, en）", word),
                  fmt::format("--lang: \"{}\" is not allowed (one of: zh, en)", word));
    language = *named;
  }
  return language;
}

/// What stands in front of the verb, the verb, and what follows.
struct Words {
  Verb* verb = nullptr;
  bool lab = false;  ///< `lab` alone, without saying which
  std::vector<std::string> options;
  bool asks_help = false;
  bool asks_version = false;
};

Verb* find_verb(const std::vector<std::unique_ptr<Verb>>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& verb) { return verb->text().name == name; });
  return found == all.end() ? nullptr : found->get();
}

Error unknown_verb(const std::vector<std::unique_ptr<Verb>>& all, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& verb : all) names.push_back(verb->text().name);
  const auto guess = core::nearest(name, names);
  return usage(
      fmt::format("没有动词“{}”{}；可用：{}", name, guess ? fmt::format("，是不是“{}”？", *guess) : "", fmt::join(names, ", ")),
      fmt::format("there is no verb \"{}\"{}; verbs: {}", name, guess ? fmt::format(", did you mean \"{}\"?", *guess) : "",
                  fmt::join(names, ", ")));
}

Words words_of(const std::vector<std::string>& args, const std::vector<std::unique_ptr<Verb>>& all) {
  Words words;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool option = args[i].starts_with("-");
    if (words.verb == nullptr && !words.lab && !option && (i == 0 || args[i - 1] != "--lang")) {
      std::string name = args[i];
      if (name == "lab" && i + 1 < args.size() && !args[i + 1].starts_with("-")) name += " " + args[++i];
      words.lab = name == "lab";
      if (words.lab) continue;
      words.verb = find_verb(all, name);
      if (words.verb == nullptr) throw unknown_verb(all, name);
      continue;
    }
    words.asks_help = words.asks_help || args[i] == "--help" || args[i] == "-h";
    words.asks_version = words.asks_version || args[i] == "--version";
    words.options.push_back(args[i]);
  }
  return words;
}

struct CommonOptions {
  std::string language;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool help = false;
};

void declare_common(CLI::App& app, CommonOptions& common, bool findings, Language language) {
  const bool zh = language == Language::zh;
  app.add_option("--lang", common.language, zh ? "语言（缺省按系统环境）" : "language (default: the environment's)")
      ->type_name("zh|en");
  app.add_flag("--json", common.json, zh ? "结果以 JSON 写到标准输出" : "results as JSON on standard output");
  app.add_flag("--quiet", common.quiet, zh ? "只输出结果和错误" : "only results and errors");
  if (findings) app.add_flag("--verbose", common.verbose, zh ? "列出全部发现" : "list every finding");
  app.add_flag("-h,--help", common.help, zh ? "显示本说明" : "show this help");
}

/// An argument that no option took.
Error unexpected(const std::string& word, const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::string option = word.substr(0, word.find('='));
  const auto guess = option.starts_with("-") ? core::nearest(option, names) : std::nullopt;
  return usage(fmt::format("不认识“{}”{}", word, guess ? fmt::format("；是不是“{}”？", *guess) : ""),
               fmt::format("\"{}\" was not expected{}", word, guess ? fmt::format("; did you mean \"{}\"?", *guess) : ""));
}

void parse(CLI::App& app, std::vector<std::string> options) {
  std::reverse(options.begin(), options.end());
  try {
    app.parse(options);
  } catch (const CLI::ExtrasError&) {
    throw unexpected(app.remaining().front(), app);
  } catch (const CLI::RequiredError& error) {
    const std::string what = error.what();
    const std::string name = what.substr(0, what.find(' '));
    throw usage(fmt::format("缺少 {}", name), fmt::format("{} is missing", name));
  } catch (const CLI::ParseError& error) {
    const std::string what = error.what();
    const std::string name = what.substr(0, what.find(':'));
    throw usage(fmt::format("{} 须给出一个值，且只给一次", name), fmt::format("{} needs one value, once", name));
  }
}

int run_verb(Verb& verb, const Words& words, Console& console) {
  CLI::App app;
  app.set_help_flag();
  CommonOptions common;
  verb.declare(app, console.language);
  declare_common(app, common, verb.text().findings, console.language);
  if (words.asks_help) {
    console.print(verb_help(verb.text(), app, console.language));
    return 0;
  }
  parse(app, words.options);
  console.json = common.json;
  console.quiet = common.quiet;
  console.verbose = common.verbose;
  return verb.run(console);
}

/// `wangge lab` alone: help lists its verbs.
int run_lab(const Words& words, const std::vector<std::unique_ptr<Verb>>& all, Console& console) {
  if (!words.asks_help)
    throw usage("请写明是哪一个，如 lab queue；见 wangge lab --help", "say which, such as lab queue; see wangge lab --help");
  console.print(lab_overview(all, console.language));
  return 0;
}

int run_words(const std::vector<std::string>& args, const std::vector<std::unique_ptr<Verb>>& all, Console& console) {
  console.language = chosen_language(args);
  // An empty word is mostly a variable of a script that was never set; taken for "not given" it would choose another folder.
  if (std::find(args.begin(), args.end(), "") != args.end()) throw usage("有一个参数是空的", "one of the arguments is empty");
  const Words words = words_of(args, all);
  if (words.verb != nullptr) return run_verb(*words.verb, words, console);
  if (words.lab) return run_lab(words, all, console);
  if (words.asks_version) {
    console.print(fmt::format("wangge {}\n", version()));
    return 0;
  }
  if (!words.asks_help) throw usage("缺少动词；“wangge --help” 列出全部", "a verb is missing; `wangge --help` lists them");
  console.print(overview(all, console.language));
  return 0;
}

int code_of(const Error& error, const Console& console) {
  console.print_error(error);
  return static_cast<int>(error.code());
}

}  // namespace

int run_command_line(std::vector<std::string> args, std::vector<std::unique_ptr<Verb>> further) {
  std::vector<std::unique_ptr<Verb>> all = verbs();
  for (auto& verb : further) all.push_back(std::move(verb));
  install_interrupt();
  Console console;
  console.language = language_of_environment();
  console.json = std::find(args.begin(), args.end(), "--json") != args.end();
  try {
    return run_words(args, all, console);
  } catch (const Error& error) {
    return code_of(error, console);
  } catch (const std::bad_alloc&) {
    return code_of({ErrorCode::environment, {.zh = "内存不足", .en = "out of memory"}}, console);
  } catch (const std::filesystem::filesystem_error& error) {
    return code_of({ErrorCode::environment, {.zh = "文件系统出错" + core::system_words(error.what()), .en = error.what()}},
                   console);
  } catch (const std::exception& error) {
    const std::string what = error.what();
    return code_of({ErrorCode::environment, {.zh = "程序内部错误" + core::system_words(what), .en = "internal error: " + what}},
                   console);
  }
}

}  // namespace wangge::scenarios
