#pragma once

#include <string_view>

namespace app {

/// Which build this is, as it was stamped in: cmake -DAPP_VERSION=1.2.3.
std::string_view version();

}  // namespace app
