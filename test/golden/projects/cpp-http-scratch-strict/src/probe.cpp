#include "probe.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <chrono>

#include "quote.hpp"

namespace app {

namespace {

constexpr std::chrono::seconds timeout{2};

}  // namespace

std::expected<void, std::string> check_health(std::uint16_t port) {
  using boost::asio::ip::tcp;
  tcp::iostream server;
  server.expires_after(timeout);  // For all that follows, together.
  server.connect(tcp::endpoint(boost::asio::ip::address_v4::loopback(), port));
  server << "GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n" << std::flush;
  std::string status;
  std::getline(server, status);
  if (!server) return std::unexpected("/healthz does not answer: " + server.error().message());
  if (status.ends_with('\r')) status.pop_back();
  if (status.starts_with("HTTP/1.0 200 ") || status.starts_with("HTTP/1.1 200 ")) return {};
  return std::unexpected("/healthz answers " + quote(status));
}

}  // namespace app
