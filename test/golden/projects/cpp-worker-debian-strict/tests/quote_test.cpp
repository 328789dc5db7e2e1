#include "quote.hpp"

#include <gtest/gtest.h>

namespace app {
namespace {

TEST(Quote, KeepsWhatIsHarmless) {
  EXPECT_EQ(quote(""), R"("")");
  EXPECT_EQ(quote("Größe 10 % /"), R"("Größe 10 % /")");
}

TEST(Quote, EscapesWhatWouldEndTheTextOrTheLine) {
  EXPECT_EQ(quote(R"(a"b\c)"), R"("a\"b\\c")");
  EXPECT_EQ(quote("1\n2\r\t\x1f"), R"("1\u000a2\u000d\u0009\u001f")");
}

}  // namespace
}  // namespace app
