#pragma once

#include <chrono>
#include <csignal>

namespace app {

/// The signals that tell the worker to stop. "docker stop" and Kubernetes send SIGTERM, Ctrl-C
/// sends SIGINT. From its construction on they are held back until wait() takes them, so that none
/// ends the process on the spot.
class StopSignals {
 public:
  StopSignals();

  /// Waits for one of them, but no longer than this. Returns whether there was one.
  [[nodiscard]] bool wait(std::chrono::nanoseconds time) const;

 private:
  sigset_t signals_{};
};

}  // namespace app
