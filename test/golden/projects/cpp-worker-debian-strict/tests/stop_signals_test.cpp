#include "stop_signals.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>

namespace app {
namespace {

using namespace std::chrono_literals;

TEST(StopSignals, EndTheWait) {
  const StopSignals signals;
  for (const int signal : {SIGTERM, SIGINT}) {
    ASSERT_EQ(std::raise(signal), 0);
    EXPECT_TRUE(signals.wait(1h));
  }
}

TEST(StopSignals, AreWaitedForNoLongerThanAsked) {
  const StopSignals signals;
  const auto began = std::chrono::steady_clock::now();
  EXPECT_FALSE(signals.wait(1010ms));
  EXPECT_GE(std::chrono::steady_clock::now() - began, 1010ms);
}

}  // namespace
}  // namespace app
