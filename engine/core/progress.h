#pragma once

#include <cstdint>
#include <string_view>

namespace wangge::core {

/// Where long work tells how far it is and learns that the user wants it to stop. Passed in; libraries never print.
/// `begin` opens a stage with a number of work units, `advance` may be called from any thread, `end` closes the stage.
///
///   progress.begin("cells", faces.size()); ... progress.advance(1); ... progress.end();
class Progress {
 public:
  virtual ~Progress() = default;
  virtual void begin(std::string_view stage, std::uint64_t total) = 0;
  virtual void advance(std::uint64_t by) = 0;
  virtual void end() = 0;
  /// True once Ctrl-C was pressed.
  [[nodiscard]] virtual bool interrupted() const = 0;
  /// Throws Error(interrupted) when interrupted(); call it between pieces of work of about 0.1 s.
  void check() const;
};

/// Says nothing, never interrupts.
class SilentProgress final : public Progress {
 public:
  void begin(std::string_view /*stage*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*by*/) override {}
  void end() override {}
  [[nodiscard]] bool interrupted() const override { return false; }
};

}  // namespace wangge::core
