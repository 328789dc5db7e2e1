#pragma once

#include <string>

namespace app {

/// The answer of https://HOST:PORT/, whose certificate a known authority has to have signed. Throws
/// where it is not so.
std::string fetch(const std::string& url);

}  // namespace app
