#include "server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <csignal>
#include <exception>
#include <utility>

#include "version.hpp"

namespace app {

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

// A new connection is held for this long without a request, a used one for longer.
constexpr auto first_timeout = 5s;
constexpr auto idle_timeout = 60s;
// More of them wait to be let in: with all that each may hold (exchange.hpp), so many fit into the
// memory that the container is given.
constexpr std::size_t max_connections = 256;

// How long new connections are still let in after the signal to stop: those on their way are
// answered, and a probe can see that /readyz fails. Where traffic takes longer to move away,
// delay the signal (preStop).
constexpr auto drain_delay = 500ms;
// Stopping takes no longer than this in all. Docker and podman kill after 10 s, and a process
// that is killed cannot say what it left undone.
constexpr auto stop_timeout = 8s;

/// For what runs beside the rest: its failure is that of the server.
void rethrow(const std::exception_ptr& failure) {
  if (failure) std::rethrow_exception(failure);
}

asio::awaitable<void> pause(asio::io_context& io, std::chrono::milliseconds time) {
  asio::steady_timer timer(io, time);
  co_await timer.async_wait(with_error);
}

}  // namespace

Server::Server(std::uint16_t port, Identity who, Log& log)
    : state_{.who = std::move(who), .log = log} {
  listen(port);
  // "docker stop" and Kubernetes send SIGTERM. Unless it is asked for, process 1 never gets it.
  signals_.add(SIGTERM);
  signals_.add(SIGINT);
}

// All interfaces: a container's own loopback cannot be reached from outside.
void Server::listen(std::uint16_t port) {
  using asio::ip::tcp;
  error_code no_version_6;
  acceptor_.open(tcp::v6(), no_version_6);
  if (no_version_6) {
    acceptor_.open(tcp::v4());
  } else {
    acceptor_.set_option(asio::ip::v6_only(false));
  }
  acceptor_.set_option(tcp::acceptor::reuse_address(true));
  acceptor_.bind({no_version_6 ? tcp::v4() : tcp::v6(), port});
  acceptor_.listen();
}

std::uint16_t Server::port() const { return acceptor_.local_endpoint().port(); }

int Server::run() {
  asio::co_spawn(io_, accept(), rethrow);
  asio::co_spawn(io_, obey_signals(), rethrow);
  state_.log.info("started", {{"port", port()}, {"version", version()}});
  io_.run();
  if (gave_up_) {
    state_.log.error("stopped with requests unanswered");
    return 1;
  }
  state_.log.info("stopped");
  return 0;
}

Server::Task<> Server::accept() {
  while (acceptor_.is_open()) {
    if (open_ >= max_connections) {
      co_await pause(io_, 10ms);
      continue;
    }
    Socket socket(io_);
    const auto [error] = co_await acceptor_.async_accept(socket, with_error);
    if (error) {
      co_await pause(io_, 10ms);  // Out of files, say: some will be closed.
      continue;
    }
    ++open_;
    asio::co_spawn(io_, converse(std::move(socket)), [this](const std::exception_ptr& failure) {
      if (failure) state_.log.error("a connection failed");
      --open_;
      end_if_done();
    });
  }
}

Server::Task<> Server::converse(Socket socket) {
  Stream stream(std::move(socket));
  Buffer buffer(max_buffer_bytes);
  bool is_first = true;
  while (co_await wait_for_request(stream, buffer, is_first)) {
    if (!co_await exchange(stream, buffer, state_)) co_return;
    is_first = false;
  }
}

Server::Task<bool> Server::wait_for_request(Stream& stream, Buffer& buffer, bool is_first) {
  if (buffer.size() > 0) co_return true;  // It came together with the one before.
  stream.expires_after(is_first ? first_timeout : idle_timeout);
  if (!is_first) idle_.insert(&stream);
  const auto [error, bytes] = co_await stream.async_read_some(buffer.prepare(4096), with_error);
  idle_.erase(&stream);
  buffer.commit(bytes);
  co_return !error;
}

Server::Task<> Server::obey_signals() {
  for (;;) {
    const auto [error, number] = co_await signals_.async_wait(with_error);
    if (error) co_return;
    // The second one ends it on the spot.
    state_.stopping ? give_up() : begin_to_stop();
  }
}

void Server::stop() {
  asio::post(io_, [this] { begin_to_stop(); });
}

void Server::begin_to_stop() {
  state_.stopping = true;
  asio::co_spawn(io_, wind_down(), rethrow);
}

Server::Task<> Server::wind_down() {
  // Hang up where no request is under way, and elsewhere after the answer.
  for (Stream* connection : idle_) connection->cancel();
  deadline_.expires_after(stop_timeout);
  deadline_.async_wait([this](error_code cancelled) {
    if (!cancelled) give_up();
  });
  co_await pause(io_, drain_delay);
  acceptor_.close();  // From here on there are no new connections.
  end_if_done();
}

void Server::end_if_done() {
  if (!acceptor_.is_open() && open_ == 0) io_.stop();
}

void Server::give_up() {
  gave_up_ = true;
  io_.stop();
}

}  // namespace app
