#include "identity.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>

namespace app {

// Not getpwuid: it loads libraries while the program runs, and a program that is linked as one
// static file has none that it could load.
Identity current_identity() {
  std::ifstream passwd("/etc/passwd");
  return find_identity(passwd, getuid());
}

Identity find_identity(std::istream& passwd, uid_t uid) {
  const std::string number = std::to_string(uid);
  for (std::string line; std::getline(passwd, line);) {
    // name:password:uid:gid:comment:home:shell
    std::istringstream fields(line);
    std::string name;
    std::string password;
    std::string id;
    if (std::getline(fields, name, ':') && std::getline(fields, password, ':') &&
        std::getline(fields, id, ':') && id == number) {
      return {.user = name, .uid = number};
    }
  }
  return {.user = number, .uid = number};
}

}  // namespace app
