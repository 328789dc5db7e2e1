#include "json.hpp"

#include <format>

#include "quote.hpp"

namespace app {

namespace {

std::string value_of(const Field& field) {
  if (const auto* text = std::get_if<std::string_view>(&field.value)) return quote(*text);
  if (const auto* number = std::get_if<std::int64_t>(&field.value))
    return std::format("{}", *number);
  return std::format("{}", std::get<double>(field.value));
}

void append(std::string& object, std::initializer_list<Field> fields) {
  for (const Field& field : fields) {
    if (!object.empty()) object += ',';
    object += quote(field.name) + ':' + value_of(field);
  }
}

}  // namespace

std::string to_json(std::initializer_list<Field> fields) { return to_json(fields, {}); }

std::string to_json(std::initializer_list<Field> first, std::initializer_list<Field> second) {
  std::string object;
  append(object, first);
  append(object, second);
  return '{' + object + '}';
}

}  // namespace app
