#include "identity.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>
#include <string>

namespace app {
namespace {

Identity find(const std::string& passwd, uid_t uid) {
  std::istringstream file(passwd);
  return find_identity(file, uid);
}

TEST(Identity, IsFoundByItsNumber) {
  const std::string passwd =
      "root:x:0:0:root:/root:/sbin/nologin\n"
      "somebody:x:10001:10001::/home/somebody:/sbin/nologin\n";
  EXPECT_EQ(find(passwd, 10001), (Identity{.user = "somebody", .uid = "10001"}));
  EXPECT_EQ(find(passwd, 0), (Identity{.user = "root", .uid = "0"}));
}

TEST(Identity, GoesByItsNumberWithoutAnEntry) {
  const Identity nobody{.user = "10001", .uid = "10001"};
  EXPECT_EQ(find("", 10001), nobody);
  EXPECT_EQ(find("root:x:0:10001:root:/root:/sbin/nologin\n", 10001), nobody);
  EXPECT_EQ(find("\n:\nbroken:10001\nlonger:x:100010:1::/:\n", 10001), nobody);
}

TEST(Identity, OfThisProcessHasANumber) {
  EXPECT_EQ(current_identity().uid, std::to_string(getuid()));
  EXPECT_NE(current_identity().user, "");
}

}  // namespace
}  // namespace app
