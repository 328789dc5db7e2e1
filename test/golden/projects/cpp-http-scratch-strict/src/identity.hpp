#pragma once

#include <sys/types.h>

#include <istream>
#include <string>

namespace app {

/// Who a process runs as: its user's name and number.
struct Identity {
  std::string user;
  std::string uid;

  bool operator==(const Identity&) const = default;
};

/// The user of this process.
Identity current_identity();

/// The user of that number, by the entries of /etc/passwd; one without an entry goes by its number.
Identity find_identity(std::istream& passwd, uid_t uid);

}  // namespace app
