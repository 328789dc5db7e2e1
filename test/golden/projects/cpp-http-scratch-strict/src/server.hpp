#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <cstddef>
#include <cstdint>
#include <set>

#include "exchange.hpp"
#include "identity.hpp"
#include "log.hpp"

namespace app {

/// Answers requests over HTTP until it is told to stop. One thread does all of it: while one
/// connection waits for its client, the others go on.
class Server {
 public:
  /// Listens on all interfaces, with port 0 on any free one. Throws where it cannot.
  Server(std::uint16_t port, Identity who, Log& log);

  [[nodiscard]] std::uint16_t port() const;

  /// Serves until SIGTERM, SIGINT or stop(). Returns the exit code.
  int run();

  /// Tells it to stop, as a signal does. Other threads may call it.
  void stop();

 private:
  template <typename Result = void>
  using Task = boost::asio::awaitable<Result>;
  using Socket = boost::asio::ip::tcp::socket;
  using Stream = boost::beast::tcp_stream;
  using Buffer = boost::beast::flat_buffer;

  void listen(std::uint16_t port);
  Task<> accept();
  Task<> converse(Socket socket);
  Task<bool> wait_for_request(Stream& stream, Buffer& buffer, bool is_first);

  Task<> obey_signals();
  void begin_to_stop();
  Task<> wind_down();
  void end_if_done();
  void give_up();

  boost::asio::io_context io_{1};
  boost::asio::ip::tcp::acceptor acceptor_{io_};
  boost::asio::signal_set signals_{io_};
  boost::asio::steady_timer deadline_{io_};
  State state_;
  std::size_t open_ = 0;    // How many connections there are.
  std::set<Stream*> idle_;  // Those of them that wait for one more request.
  bool gave_up_ = false;
};

}  // namespace app
