#include "scenarios/command/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>

namespace wangge::scenarios {
namespace {

std::atomic<bool> requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

extern "C" void on_interrupt(int /*signal*/) {
  if (requested.exchange(true)) ::_exit(130);
}

extern "C" void on_interrupt_at_once(int /*signal*/) { ::_exit(130); }

}  // namespace

void end_at_once_on_interrupt() {
  struct sigaction action {};
  action.sa_handler = on_interrupt_at_once;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

void install_interrupt() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  struct sigaction hangup {};
  ::sigaction(SIGHUP, nullptr, &hangup);
  if (hangup.sa_handler != SIG_IGN) ::sigaction(SIGHUP, &action, nullptr);  // under nohup it stays ignored
  ::signal(SIGPIPE, SIG_IGN);                                               // a closed output must not end the clean-up
  ::signal(SIGXFSZ, SIG_IGN);
}

bool interrupt_requested() { return requested.load(std::memory_order_relaxed); }

}  // namespace wangge::scenarios
