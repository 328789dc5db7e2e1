#include "commands.hpp"

#include <boost/system/system_error.hpp>
#include <charconv>
#include <format>

#include "identity.hpp"
#include "log.hpp"
#include "probe.hpp"
#include "quote.hpp"
#include "server.hpp"
#include "version.hpp"

namespace app {

namespace {

// Used unless the environment variable PORT names another.
constexpr std::uint16_t default_port = 8080;

int tell_health(std::string_view port, std::ostream& err) {
  const auto health = parse_port(port).and_then(check_health);
  if (health) return 0;
  err << "not healthy: " << health.error() << '\n';
  return 1;  // Never 2, which Docker reserves for itself.
}

int serve(std::string_view port, std::ostream& out, std::ostream& err) {
  const auto number = parse_port(port);
  if (!number) {
    err << "cannot start: " << number.error() << '\n';
    return 2;
  }
  try {
    Log log(out);
    Server server(*number, current_identity(), log);
    return server.run();
  } catch (const boost::system::system_error& error) {
    err << std::format("cannot serve port {}: {}\n", *number, error.code().message());
    return 1;
  }
}

}  // namespace

int run(std::span<const std::string_view> arguments, std::string_view port, std::ostream& out,
        std::ostream& err) {
  if (arguments.empty()) return serve(port, out, err);
  if (arguments.size() == 1 && arguments[0] == "healthcheck") return tell_health(port, err);
  if (arguments.size() == 1 && arguments[0] == "version") {
    out << version() << '\n';
    return 0;
  }
  err << "unknown arguments";
  for (const std::string_view argument : arguments) err << ' ' << quote(argument);
  err << ": give none to start, or healthcheck, or version\n";
  return 2;
}

std::expected<std::uint16_t, std::string> parse_port(std::string_view text) {
  if (text.empty()) return default_port;
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error == std::errc() && end == text.data() + text.size() && port != 0) return port;
  return std::unexpected(
      std::format("PORT must be a number from 1 to 65535, and is {}", quote(text)));
}

}  // namespace app
