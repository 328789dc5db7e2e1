#include "worker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "version.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

bool stop_at_once(std::chrono::nanoseconds /*time*/) { return true; }

struct Outcome {
  int code;
  std::string out;
  std::string err;
};

Outcome run_with(const std::vector<std::string_view>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = run(arguments, stop_at_once, out, err);
  return {.code = code, .out = out.str(), .err = err.str()};
}

TEST(Worker, TellsItsVersion) {
  const Outcome outcome = run_with({"version"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, std::string(version()) + '\n');
  EXPECT_EQ(outcome.err, "");
}

TEST(Worker, RefusesOtherArgumentsInOneLine) {
  const std::vector<std::vector<std::string_view>> wrong = {
      {"nonsense"}, {""}, {"version", "please"}, {"two\nlines"}};
  for (const auto& arguments : wrong) {
    const Outcome outcome = run_with(arguments);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
  }
}

TEST(Worker, PrintsTheUserOfTheProcessAtOnce) {
  const Identity who = current_identity();
  const Outcome outcome = run_with({});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "user: " + who.user + " id: " + who.uid + '\n');
  EXPECT_EQ(outcome.err, "");
}

TEST(Worker, PrintsEverySecondUntilItIsToldToStop) {
  std::vector<std::chrono::nanoseconds> waits;
  std::ostringstream out;
  const bool printed = work(out, {.user = "somebody", .uid = "10001"}, [&waits](auto time) {
    waits.push_back(time);
    return waits.size() == 3;
  });
  EXPECT_TRUE(printed);
  EXPECT_EQ(out.str(),
            "user: somebody id: 10001\nuser: somebody id: 10001\nuser: somebody id: 10001\n");
  EXPECT_EQ(waits, std::vector<std::chrono::nanoseconds>(3, 1s));
}

TEST(Worker, EndsWhenItCannotPrint) {
  std::ostringstream full;
  full.setstate(std::ios::badbit);
  std::ostringstream err;
  EXPECT_EQ(run({}, stop_at_once, full, err), 1);
  EXPECT_EQ(err.str(), "cannot print: standard output takes no more\n");
}

}  // namespace
}  // namespace app
