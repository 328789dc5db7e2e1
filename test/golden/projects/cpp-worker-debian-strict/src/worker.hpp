#pragma once

#include <chrono>
#include <functional>
#include <ostream>
#include <span>
#include <string_view>

#include "identity.hpp"

namespace app {

/// Waits for that long, and returns whether it was told to stop.
using Wait = std::function<bool(std::chrono::nanoseconds)>;

/// Does what the arguments ask for, and returns the exit code.
int run(std::span<const std::string_view> arguments, const Wait& wait, std::ostream& out,
        std::ostream& err);

/// Prints until it is told to stop. Returns whether all could be printed.
bool work(std::ostream& out, const Identity& who, const Wait& wait);

}  // namespace app
