#pragma once

namespace wangge::core {

/// Gives memory that has been freed back to the system, where the C library keeps it for itself (glibc); elsewhere nothing.
/// Some milliseconds: for the seams between large steps.
void give_back_freed_memory();

}  // namespace wangge::core
