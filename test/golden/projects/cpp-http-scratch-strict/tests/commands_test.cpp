#include "commands.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "version.hpp"

namespace app {
namespace {

using boost::asio::ip::tcp;

struct Outcome {
  int code;
  std::string out;
  std::string err;
};

Outcome run_with(const std::vector<std::string_view>& arguments, std::string_view port = "") {
  std::ostringstream out;
  std::ostringstream err;
  const int code = run(arguments, port, out, err);
  return {.code = code, .out = out.str(), .err = err.str()};
}

void expect_sentence(const Outcome& outcome, int code) {
  EXPECT_EQ(outcome.code, code);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
}

/// A server that gives one connection the same answer whatever it is asked.
class Answering {
 public:
  explicit Answering(std::string answer)
      : thread_([this, answer = std::move(answer)] {
          tcp::iostream client;
          acceptor_.accept(client.socket());
          for (std::string line; std::getline(client, line) && line != "\r";) {
          }
          client << answer << std::flush;
        }) {}

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  boost::asio::io_context io_;
  tcp::acceptor acceptor_{io_, {boost::asio::ip::address_v4::loopback(), 0}};
  std::jthread thread_;
};

TEST(Commands, TellTheVersion) {
  const Outcome outcome = run_with({"version"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, std::string(version()) + '\n');
  EXPECT_EQ(outcome.err, "");
}

TEST(Commands, RefuseOtherArgumentsInOneLine) {
  expect_sentence(run_with({"nonsense"}), 2);
  expect_sentence(run_with({""}), 2);
  expect_sentence(run_with({"version", "please"}), 2);
  expect_sentence(run_with({"two\nlines"}), 2);
}

TEST(Commands, RefuseABadPort) {
  expect_sentence(run_with({}, "http"), 2);
  expect_sentence(run_with({"healthcheck"}, "http"), 1);
}

TEST(Commands, FailOnAPortThatIsTaken) {
  boost::asio::io_context io;
  const tcp::acceptor taken(io, {tcp::v6(), 0});
  expect_sentence(run_with({}, std::to_string(taken.local_endpoint().port())), 1);
}

TEST(Commands, AskWhetherTheServerIsWell) {
  const Answering server("HTTP/1.1 200 OK\r\n\r\nok\n");
  const Outcome outcome = run_with({"healthcheck"}, std::to_string(server.port()));
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
}

TEST(Commands, FailOnAServerThatIsNotWell) {
  for (const char* answer : {"200 OK\r\n", ""}) {
    const Answering server(answer);
    expect_sentence(run_with({"healthcheck"}, std::to_string(server.port())), 1);
  }
  const Answering stopping("HTTP/1.1 503 Service Unavailable\r\n\r\n");
  EXPECT_EQ(run_with({"healthcheck"}, std::to_string(stopping.port())).err,
            "not healthy: /healthz answers \"HTTP/1.1 503 Service Unavailable\"\n");
  expect_sentence(run_with({"healthcheck"}, "1"), 1);  // Nothing listens on port 1.
}

TEST(Port, IsANumberOfSixteenBits) {
  EXPECT_EQ(parse_port(""), 8080);
  EXPECT_EQ(parse_port("1"), 1);
  EXPECT_EQ(parse_port("65535"), 65535);
  for (const char* text : {"0", "65536", "-1", "+1", " 80", "80\n", "8_0", "0x50", "http"}) {
    EXPECT_FALSE(parse_port(text)) << text;
  }
}

}  // namespace
}  // namespace app
