#pragma once

#include <string>

namespace app {

/// Creates the table of orders, and the first of them. Throws where the database does not answer.
void migrate();

/// How many orders there are.
std::string count_orders();

}  // namespace app
