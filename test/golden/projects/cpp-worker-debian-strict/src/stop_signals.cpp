#include "stop_signals.hpp"

#include <ctime>

namespace app {

StopSignals::StopSignals() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGTERM);
  sigaddset(&signals_, SIGINT);
  sigprocmask(SIG_BLOCK, &signals_, nullptr);
}

bool StopSignals::wait(std::chrono::nanoseconds time) const {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const std::timespec span{.tv_sec = seconds.count(), .tv_nsec = (time - seconds).count()};
  return sigtimedwait(&signals_, nullptr, &span) > 0;
}

}  // namespace app
