#include "exchange.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstdint>
#include <format>
#include <string_view>
#include <utility>

#include "routes.hpp"

namespace app {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

using Parser = http::request_parser<http::string_body>;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

// Without limits, slow or hostile clients could hold connections, and memory, for ever.
constexpr auto header_timeout = 5s;
constexpr auto read_timeout = 6s;
constexpr auto write_timeout = 10s;
constexpr auto hang_up_timeout = 1s;

asio::awaitable<error_code> read(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                 Parser& parser) {
  const auto began = steady_clock::now();
  parser.header_limit(max_header_bytes);
  parser.body_limit(max_body_bytes);
  stream.expires_at(began + header_timeout);
  const auto [error, bytes] = co_await http::async_read_header(stream, buffer, parser, with_error);
  // A client that asks before it sends a body is answered without it.
  const bool asks = beast::iequals(parser.get()[http::field::expect], "100-continue");
  if (error || parser.is_done() || asks) co_return error;
  stream.expires_at(began + read_timeout);
  co_return std::get<0>(co_await http::async_read(stream, buffer, parser, with_error));
}

/// Status for a request that cannot be read; 0 where nobody waits for an answer.
unsigned refusal_of(const error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  if (error == http::error::body_limit) return 413;
  if (error == http::error::partial_message || error == http::error::end_of_stream) return 0;
  return error.category() == make_error_code(http::error::bad_method).category() ? 400 : 0;
}

/// The same for one that can be read, of what the parser does not look at (RFC 9112, 3.2).
unsigned refusal_of(const Request& request) {
  const std::string_view target = request.target();
  const bool is_ascii = std::ranges::all_of(target, [](char c) { return c > ' ' && c < 127; });
  const bool has_host = request.version() < 11 || request.count(http::field::host) == 1;
  return is_ascii && has_host ? 0 : 400;
}

/// The path, without the query; a proxy may send it with http://host in front.
std::string_view path_of(const Request& request) {
  constexpr std::string_view scheme = "http://";
  std::string_view target = request.target();
  if (target.starts_with(scheme)) {
    const std::size_t slash = target.find('/', scheme.size());
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  return target.substr(0, target.find('?'));
}

Response response_to(const Request& request, Answer answer, bool keep_alive) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  Response response(http::int_to_status(answer.status), request.version());
  response.set(http::field::date, std::format("{:%a, %d %b %Y %T GMT}", now));
  response.set(http::field::content_type, answer.content_type);
  if (answer.status == 405) response.set(http::field::allow, "GET, HEAD");
  response.keep_alive(keep_alive);
  response.content_length(answer.body.size());
  if (request.method() != http::verb::head) response.body() = std::move(answer.body);
  return response;
}

/// One line a request, except for the probes, which come every few seconds and would bury the rest.
void log_request(Log& log, const Request& request, const Response& response,
                 steady_clock::time_point began) {
  const std::string_view path = path_of(request);
  if (is_probe(path)) return;
  const std::chrono::duration<double, std::milli> took = steady_clock::now() - began;
  log.info("request", {{"method", request.method_string()},
                       {"path", path},
                       {"status", response.result_int()},
                       {"bytes", response.body().size()},
                       {"duration_ms", took.count()}});
}

/// Lets the client read its answer before it hears that the rest of what it sends is not wanted:
/// closed at once, the connection would take the answer along.
asio::awaitable<void> hang_up(beast::tcp_stream& stream, beast::flat_buffer& buffer) {
  error_code gone;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, gone);
  stream.expires_after(hang_up_timeout);
  for (error_code error = gone; !error;) {
    buffer.clear();
    error = std::get<0>(co_await stream.async_read_some(buffer.prepare(4096), with_error));
  }
}

}  // namespace

asio::awaitable<bool> exchange(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                               const State& state) {
  const auto began = steady_clock::now();
  Parser parser;
  const error_code error = co_await read(stream, buffer, parser);
  const Request& request = parser.get();
  const unsigned refusal = error ? refusal_of(error) : refusal_of(request);
  if (error && refusal == 0) co_return false;

  // Where it is stopping, the client is to come back on another connection, to another server.
  const bool keep_alive =
      refusal == 0 && parser.is_done() && request.keep_alive() && !state.stopping;
  const Response response = response_to(
      request,
      refusal == 0 ? answer(request.method_string(), path_of(request), state.who, state.stopping)
                   : plain(refusal, http::obsolete_reason(http::int_to_status(refusal))),
      keep_alive);
  stream.expires_after(write_timeout);
  const auto [unsent, bytes] = co_await http::async_write(stream, response, with_error);
  if (refusal == 0) log_request(state.log, request, response, began);
  if (!unsent && !parser.is_done()) co_await hang_up(stream, buffer);
  co_return !unsent && keep_alive;
}

}  // namespace app
