#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace app {

/// A name and its value in a JSON object.
struct Field {
  Field(std::string_view its_name, std::string_view text) : name(its_name), value(text) {}
  Field(std::string_view its_name, std::integral auto number)
      : name(its_name), value(static_cast<std::int64_t>(number)) {}
  Field(std::string_view its_name, double number) : name(its_name), value(number) {}

  std::string_view name;
  std::variant<std::string_view, std::int64_t, double> value;
};

/// A JSON object on one line, its fields in the order given.
std::string to_json(std::initializer_list<Field> fields);

/// The same of two lists, one after the other.
std::string to_json(std::initializer_list<Field> first, std::initializer_list<Field> second);

}  // namespace app
