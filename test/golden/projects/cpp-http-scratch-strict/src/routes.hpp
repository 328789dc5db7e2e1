#pragma once

#include <string>
#include <string_view>

#include "identity.hpp"

namespace app {

/// What a request is answered with.
struct Answer {
  unsigned status;
  std::string_view content_type;
  std::string body;
};

/// Says what is answered where. The path is without the query.
Answer answer(std::string_view method, std::string_view path, const Identity& who, bool stopping);

/// An answer of one line.
Answer plain(unsigned status, std::string_view line);

/// Whether a path is asked by probes, which come every few seconds.
bool is_probe(std::string_view path);

}  // namespace app
