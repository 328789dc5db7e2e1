#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace app {

/// Asks the server in the same container whether it is alive; says what is wrong if it is not.
std::expected<void, std::string> check_health(std::uint16_t port);

}  // namespace app
