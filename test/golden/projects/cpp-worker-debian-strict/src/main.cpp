#include <exception>
#include <iostream>
#include <string_view>
#include <vector>

#include "stop_signals.hpp"
#include "worker.hpp"

// Everything happens in run, so that the tests can call it.
int main(int argc, char** argv) {
  try {
    const app::StopSignals signals;
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const auto wait = [&signals](std::chrono::nanoseconds time) { return signals.wait(time); };
    return app::run(arguments, wait, std::cout, std::cerr);
  } catch (const std::exception& error) {
    std::cerr << "cannot go on: " << error.what() << '\n';
    return 1;
  }
}
