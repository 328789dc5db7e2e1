#include "json.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace app {
namespace {

TEST(Json, KeepsTheOrderOfItsFields) {
  EXPECT_EQ(to_json({}), "{}");
  EXPECT_EQ(to_json({{"b", "two"}, {"a", 1}}), R"({"b":"two","a":1})");
  EXPECT_EQ(to_json({{"b", "two"}}, {{"a", 1}}), R"({"b":"two","a":1})");
}

TEST(Json, WritesNumbersOfAllKinds) {
  EXPECT_EQ(to_json({{"n", -1}, {"d", 0.25}}), R"({"n":-1,"d":0.25})");
  EXPECT_EQ(to_json({{"n", std::numeric_limits<std::int64_t>::max()}}),
            R"({"n":9223372036854775807})");
}

TEST(Json, QuotesItsTexts) { EXPECT_EQ(to_json({{"a\"", "\n"}}), R"({"a\"":"\u000a"})"); }

}  // namespace
}  // namespace app
