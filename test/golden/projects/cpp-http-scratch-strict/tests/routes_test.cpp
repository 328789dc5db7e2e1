#include "routes.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "version.hpp"

namespace app {
namespace {

Identity somebody() { return {.user = "somebody", .uid = "10001"}; }

TEST(Routes, AnswerWithTheUser) {
  const Answer found = answer("GET", "/", somebody(), false);
  EXPECT_EQ(found.status, 200U);
  EXPECT_EQ(found.content_type, "application/json");
  EXPECT_EQ(found.body,
            R"({"user":"somebody","uid":"10001","version":")" + std::string(version()) + "\"}\n");
}

TEST(Routes, HaveTheirStatus) {
  struct Case {
    std::string_view method;
    std::string_view path;
    bool stopping;
    unsigned status;
  };
  const std::vector<Case> cases = {
      {"GET", "/", false, 200},
      {"HEAD", "/", false, 200},
      {"GET", "/", true, 200},
      {"POST", "/", false, 405},
      {"GET", "/healthz", false, 200},
      {"GET", "/healthz", true, 200},
      {"DELETE", "/healthz", false, 405},
      {"GET", "/readyz", false, 200},
      {"GET", "/readyz", true, 503},
      {"PUT", "/readyz", true, 405},
      {"GET", "/nowhere", false, 404},
      {"POST", "/nowhere", false, 404},
      {"GET", "/healthz/nowhere", false, 404},
      {"GET", "", false, 404},
  };
  for (const auto& [method, path, stopping, status] : cases) {
    EXPECT_EQ(answer(method, path, somebody(), stopping).status, status) << method << ' ' << path;
  }
}

TEST(Routes, AreProbesOrNot) {
  EXPECT_TRUE(is_probe("/healthz"));
  EXPECT_TRUE(is_probe("/readyz"));
  EXPECT_FALSE(is_probe("/"));
}

}  // namespace
}  // namespace app
