#include "version.hpp"

namespace app {

std::string_view version() { return APP_VERSION; }

}  // namespace app
