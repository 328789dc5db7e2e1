#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <cstddef>
#include <cstdint>

#include "identity.hpp"
#include "log.hpp"

namespace app {

/// What is asked to wait gives its error back, and does not throw it.
inline constexpr auto with_error = boost::asio::as_tuple(boost::asio::use_awaitable);

/// What every exchange knows of the service.
struct State {
  Identity who;
  Log& log;
  bool stopping = false;
};

/// What a connection may hold: of a request's headers, of its body, and of input altogether that
/// is yet to be looked at.
inline constexpr std::uint32_t max_header_bytes = 16 << 10;
inline constexpr std::uint64_t max_body_bytes = 32 << 10;
inline constexpr std::size_t max_buffer_bytes = 32 << 10;

/// Reads one request, of which the buffer may hold a part, and answers it. Returns whether another
/// one may follow on the connection.
boost::asio::awaitable<bool> exchange(boost::beast::tcp_stream& stream,
                                      boost::beast::flat_buffer& buffer, const State& state);

}  // namespace app
