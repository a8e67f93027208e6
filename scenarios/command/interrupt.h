#pragma once

namespace wangge::scenarios {

/// From now on Ctrl-C (SIGINT) and SIGTERM set a flag that work asks for; a second one ends the process at once with 130.
/// A file that grows beyond the process's limit becomes a write error instead of a signal.
void install_interrupt();

/// For work that asks nobody whether to go on and leaves nothing half-written: from now on SIGINT and SIGTERM end the process
/// at once, with exit code 130.
void end_at_once_on_interrupt();
[[nodiscard]] bool interrupt_requested();

}  // namespace wangge::scenarios
