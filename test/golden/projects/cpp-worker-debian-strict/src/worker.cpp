#include "worker.hpp"

#include "quote.hpp"
#include "version.hpp"

namespace app {

namespace {

// The time from one line to the next.
constexpr std::chrono::seconds interval{1};

}  // namespace

int run(std::span<const std::string_view> arguments, const Wait& wait, std::ostream& out,
        std::ostream& err) {
  if (arguments.empty()) {
    if (work(out, current_identity(), wait)) return 0;
    err << "cannot print: standard output takes no more\n";
    return 1;
  }
  if (arguments.size() == 1 && arguments[0] == "version") {
    out << version() << '\n';
    return 0;
  }
  err << "unknown arguments";
  for (const std::string_view argument : arguments) err << ' ' << quote(argument);
  err << ": give none to start, or version\n";
  return 2;
}

// The first line comes at once, so that a glance at the logs shows that it works.
bool work(std::ostream& out, const Identity& who, const Wait& wait) {
  do {
    out << "user: " << who.user << " id: " << who.uid << std::endl;
    if (!out) return false;
  } while (!wait(interval));
  return true;
}

}  // namespace app
