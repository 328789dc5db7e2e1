#pragma once

#include <initializer_list>
#include <ostream>
#include <string_view>

#include "json.hpp"

namespace app {

/// Writes what happens, one JSON object a line.
class Log {
 public:
  explicit Log(std::ostream& out) : out_(out) {}

  void info(std::string_view message, std::initializer_list<Field> fields = {});
  void error(std::string_view message, std::initializer_list<Field> fields = {});

 private:
  void write(std::string_view level, std::string_view message, std::initializer_list<Field> fields);

  std::ostream& out_;
};

}  // namespace app
