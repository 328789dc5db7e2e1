#include <cstdlib>
#include <exception>
#include <iostream>
#include <string_view>
#include <vector>

#include "commands.hpp"

// Everything happens in run, so that the tests can call it.
int main(int argc, char** argv) {
  try {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const char* port = std::getenv("PORT");
    return app::run(arguments, port != nullptr ? port : "", std::cout, std::cerr);
  } catch (const std::exception& error) {
    std::cerr << "cannot go on: " << error.what() << '\n';
    return 1;
  }
}
