#pragma once

#include <string>

namespace app {

/// Creates the table with two orders. Throws where the database does not answer.
void migrate();

/// All orders, as JSON.
std::string orders();

/// The version of libpq.
std::string client_version();

}  // namespace app
