#pragma once

#include <string>
#include <string_view>

namespace app {

/// A text in quotes, as JSON writes it: always one line.
std::string quote(std::string_view text);

}  // namespace app
