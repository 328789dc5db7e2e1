#include "log.hpp"

#include <chrono>
#include <format>
#include <string>

namespace app {

void Log::info(std::string_view message, std::initializer_list<Field> fields) {
  write("INFO", message, fields);
}

void Log::error(std::string_view message, std::initializer_list<Field> fields) {
  write("ERROR", message, fields);
}

void Log::write(std::string_view level, std::string_view message,
                std::initializer_list<Field> fields) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const std::string time = std::format("{:%FT%TZ}", now);
  out_ << to_json({{"time", time}, {"level", level}, {"msg", message}}, fields) << std::endl;
}

}  // namespace app
