#include "tests/integration/run_command.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace wangge::test {
namespace {

/// In the child: never returns.
[[noreturn]] void become(const std::vector<std::string>& words, const CommandRules& rules, int out, int err) {
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  ::setenv("LC_ALL", rules.language.c_str(), 1);
  if (!rules.folder.empty() && ::chdir(rules.folder.c_str()) != 0) ::_exit(126);
  if (rules.file_size) {
    const rlimit limit{*rules.file_size, *rules.file_size};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  ::execvp(pointers[0], pointers.data());
  ::_exit(127);
}

/// Reads both pipes to their ends.
void drain(int out, int err, Answer& answer) {
  std::array<pollfd, 2> pipes = {{{out, POLLIN, 0}, {err, POLLIN, 0}}};
  std::array<std::string*, 2> texts = {&answer.out, &answer.err};
  std::array<char, 1 << 14> buffer{};
  int open = 2;
  while (open > 0) {
    if (::poll(pipes.data(), pipes.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < pipes.size(); ++i) {
      if (pipes[i].fd < 0 || pipes[i].revents == 0) continue;
      const ssize_t got = ::read(pipes[i].fd, buffer.data(), buffer.size());
      if (got > 0) {
        texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
      } else {
        pipes[i].fd = -1;
        --open;
      }
    }
  }
}

}  // namespace

Answer run_command(const std::vector<std::string>& words, const CommandRules& rules) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) become(words, rules, out[1], err[1]);
  ::close(out[1]);
  ::close(err[1]);
  Answer answer;
  std::thread reader([&] { drain(out[0], err[0], answer); });
  if (rules.meanwhile) rules.meanwhile(child);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  reader.join();
  ::close(out[0]);
  ::close(err[0]);
  answer.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return answer;
}

Answer wangge(const std::vector<std::string>& arguments, const CommandRules& rules) {
  std::vector<std::string> words = {WANGGE_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_command(words, rules);
}

}  // namespace wangge::test
