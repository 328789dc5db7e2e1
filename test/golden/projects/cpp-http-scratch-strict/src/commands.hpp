#pragma once

#include <cstdint>
#include <expected>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace app {

/// Does what the arguments ask for, and returns the exit code. `port` is the variable PORT of the
/// environment, empty where it is not set.
int run(std::span<const std::string_view> arguments, std::string_view port, std::ostream& out,
        std::ostream& err);

/// The port that a text names, the default one where it is empty; else what is wrong with it.
std::expected<std::uint16_t, std::string> parse_port(std::string_view text);

}  // namespace app
