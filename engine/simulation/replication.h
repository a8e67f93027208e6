#pragma once

#include "engine/simulation/dispatch.h"
#include "engine/simulation/event_queue.h"
#include "engine/simulation/simulator.h"
#include "engine/simulation/town.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::simulation {

/// One replication under way: the state of every responder and every line, one handler an event. Used by Simulator alone.
class Replication final : public Situation {
 public:
  Replication(const Town& town, Requests requests, core::Seed seed, std::uint32_t replication, KeepLog keep);
  [[nodiscard]] Trace run();

  [[nodiscard]] std::span<const ResponderId> own(GridId grid) const override { return town_->own[grid]; }
  [[nodiscard]] std::span<const ResponderId> around(GridId grid) const override { return town_->around[grid]; }
  [[nodiscard]] std::span<const GridId> neighbours(GridId grid) const override { return town_->inputs.neighbours[grid]; }
  [[nodiscard]] bool free(ResponderId responder) const override;
  [[nodiscard]] std::optional<core::Millis> time_to(ResponderId responder, BuildingId building) const override;
  [[nodiscard]] std::optional<RequestId> oldest_waiting(GridId grid, ResponderId responder) const override;

 private:
  struct Responder {
    RequestId request;           ///< invalid: none
    BuildingId away_at;          ///< the building last visited while not back at the post; invalid: at the post
    core::Millis left{0};        ///< when the way home began
    core::Millis home{0};        ///< when it ends
    core::Millis travel{0};      ///< to the request, once accepted
    core::Millis sent{0};        ///< when the request came: on the way home, the responder halts there and then
    std::uint32_t way_home = 0;  ///< ticket of the `returned` event
    core::Millis counted{0};     ///< up to here its hours are in the books
    bool on_shift = false;
  };
  /// The last way between buildings that was asked for: choosing a responder and sending it ask the same.
  struct Asked {
    BuildingId from;
    BuildingId to;
    std::size_t hour = 0;  ///< of the departure
    std::optional<core::Millis> time;
  };
  /// First in, first out; `first` marks the head so that taking it costs nothing.
  struct Line {
    std::vector<RequestId> requests;
    std::size_t first = 0;
  };

  enum class Among : std::uint8_t { own, all };

  void start_shifts();
  void handle_order(RequestId request);
  void handle(const DueEvent& event);
  void end_shift(ResponderId id);
  void start_shift(ResponderId id);
  void offer_lines();
  void offer(RequestId request, Among among);
  void resolve(ResponderId id);
  void accept(ResponderId id);
  void arrive(ResponderId id);
  void come_home(ResponderId id, std::uint32_t ticket);

  [[nodiscard]] std::vector<RequestId> waiting_near_started() const;
  void dispatch(RequestId request, ResponderId id);
  void dispatch_waiting(RequestId request, ResponderId id);
  void look_for_work(ResponderId id);
  void leave_line(RequestId request);
  void count_hours(ResponderId id);
  [[nodiscard]] core::Millis draw_for(RequestId request, const DurationLaw& law, std::string_view purpose) const;
  [[nodiscard]] bool anyone_on_shift(GridId grid) const;
  [[nodiscard]] std::optional<core::Millis> from_post(ResponderId id, BuildingId building) const {
    return town_->inputs.travel->from_post(id, building, now_);
  }
  /// From where the responder was at `halted`, setting out now.
  [[nodiscard]] std::optional<core::Millis> way_from(ResponderId id, core::Millis halted, BuildingId building) const;
  [[nodiscard]] core::Millis way_home(ResponderId id, BuildingId from) const;
  [[nodiscard]] std::optional<core::Millis> onward(ResponderId id, BuildingId to) const;
  void note(EventKind kind, RequestId request, ResponderId responder);

  const Town* town_;
  core::Seed seed_;
  std::uint32_t replication_;
  bool keep_log_;
  core::Millis now_{0};
  Trace trace_;
  EventQueue due_;
  Column<ResponderId, Responder> responders_;
  mutable Column<ResponderId, Asked> asked_;
  Column<GridId, Line> lines_;
  std::vector<ResponderId> started_;  ///< whose shift began at this moment
};

}  // namespace wangge::simulation
