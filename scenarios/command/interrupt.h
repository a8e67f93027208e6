#pragma once

namespace wangge::scenarios {

/// From now on Ctrl-C (SIGINT) and SIGTERM set a flag that work asks for; a second one ends the process at once with 130.
/// A file that grows beyond the process's limit becomes a write error instead of a signal.
void install_interrupt();

[[nodiscard]] bool interrupt_requested();

}  // namespace wangge::scenarios
