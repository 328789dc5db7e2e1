#include "server.hpp"

#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <csignal>
#include <future>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace app {
namespace {

using boost::asio::ip::tcp;
using namespace std::chrono_literals;

/// A connection that fails rather than waits for ever.
class Client {
 public:
  explicit Client(std::uint16_t port) {
    stream_.expires_after(20s);
    stream_.connect(tcp::endpoint(boost::asio::ip::address_v4::loopback(), port));
  }

  bool is_connected() const { return static_cast<bool>(stream_); }
  void send(std::string_view text) { stream_ << text << std::flush; }

  /// All that comes until the server hangs up.
  std::string rest() {
    std::ostringstream text;
    text << stream_.rdbuf();
    return text.str();
  }

  /// An answer up to the end of its headers, and as much of its body.
  std::string read(std::string_view body) {
    std::string text;
    for (std::string line; std::getline(stream_, line) && line != "\r";) text += line + '\n';
    std::string found(body.size(), ' ');
    stream_.read(found.data(), static_cast<std::streamsize>(found.size()));
    return text + '\n' + found;
  }

 private:
  tcp::iostream stream_;
};

/// A server at work in a thread of its own.
class ServerAtWork : public testing::Test {
 protected:
  ~ServerAtWork() override {
    if (code_.valid()) stop();
  }

  std::uint16_t port() const { return server_.port(); }

  std::string ask(std::string_view request) const {
    Client client(port());
    client.send(request);
    return client.rest();
  }

  int stop() {
    server_.stop();
    return code_.get();
  }

  /// The messages that it has logged, once it has stopped.
  std::vector<std::string> messages() const {
    std::vector<std::string> found;
    std::istringstream lines(log_text_.str());
    for (std::string line; std::getline(lines, line);) {
      const std::size_t start = line.find(R"("msg":")") + 7;
      found.push_back(line.substr(start, line.find('"', start) - start));
    }
    return found;
  }

  Server& server() { return server_; }
  std::future<int>& code() { return code_; }

 private:
  std::ostringstream log_text_;
  Log log_{log_text_};
  Server server_{0, {.user = "somebody", .uid = "10001"}, log_};
  std::future<int> code_ = std::async(std::launch::async, [this] { return server_.run(); });
};

void wait_until_closed(std::uint16_t port) {
  while (Client(port).is_connected()) std::this_thread::sleep_for(10ms);
}

TEST_F(ServerAtWork, AnswersAndLogsTheRequest) {
  const std::string got = ask("GET /?a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(got.starts_with("HTTP/1.1 200 OK\r\n")) << got;
  EXPECT_NE(got.find("\r\nContent-Type: application/json\r\n"), std::string::npos) << got;
  EXPECT_NE(got.find("\r\n\r\n{\"user\":\"somebody\",\"uid\":\"10001\","), std::string::npos)
      << got;
  ask("GET /healthz HTTP/1.0\r\n\r\n");
  EXPECT_EQ(stop(), 0);
  // No line for the probe.
  EXPECT_EQ(messages(), (std::vector<std::string>{"started", "request", "stopped"}));
}

TEST_F(ServerAtWork, AnswersHeadWithoutABody) {
  const std::string got = ask("HEAD /healthz HTTP/1.0\r\n\r\n");
  EXPECT_NE(got.find("\r\nContent-Length: 3\r\n"), std::string::npos) << got;
  EXPECT_TRUE(got.ends_with("\r\n\r\n")) << got;
}

TEST_F(ServerAtWork, SaysWhichMethodsThereAre) {
  const std::string got = ask("DELETE http://localhost/ HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(got.starts_with("HTTP/1.0 405 ")) << got;
  EXPECT_NE(got.find("\r\nAllow: GET, HEAD\r\n"), std::string::npos) << got;
}

TEST_F(ServerAtWork, TakesSeveralRequestsOnAConnection) {
  Client client(port());
  client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(client.read("ok\n").ends_with("\nok\n"));
  // Two at once, the first of them with a body.
  client.send(
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi"
      "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(client.read("method not allowed\n").starts_with("HTTP/1.1 405 "));
  EXPECT_TRUE(client.rest().ends_with("\r\n\r\nready\n"));
}

TEST_F(ServerAtWork, RefusesWhatIsNoGoodRequest) {
  const std::string start = "GET / HTTP/1.1\r\n";
  const std::string host = "Host: localhost\r\n";
  EXPECT_TRUE(ask("nonsense\r\n\r\n").starts_with("HTTP/1.1 400 "));
  EXPECT_TRUE(ask(start + "\r\n").starts_with("HTTP/1.1 400 "));
  EXPECT_TRUE(ask(start + host + host + "\r\n").starts_with("HTTP/1.1 400 "));
  EXPECT_TRUE(ask("GET /\xff HTTP/1.1\r\n" + host + "\r\n").starts_with("HTTP/1.1 400 "));
  const std::string much(100'000, 'x');
  EXPECT_TRUE(ask(start + host + "X: " + much + "\r\n\r\n").starts_with("HTTP/1.1 431 "));
  EXPECT_TRUE(
      ask(start + host + "Content-Length: 100000\r\n\r\n" + much).starts_with("HTTP/1.1 413 "));
}

TEST_F(ServerAtWork, AnswersBeforeABodyThatIsOffered) {
  Client client(port());
  client.send(
      "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_TRUE(client.rest().starts_with("HTTP/1.1 405 "));
}

// A client has sent half of its request when the server is told to stop, and sends the rest when
// nobody listens any more. It is answered all the same.
TEST_F(ServerAtWork, AnswersTheRequestThatHasBegunBeforeItStops) {
  Client client(port());
  client.send("GET / HTTP/1.1\r\nHost: loc");
  // Connections are taken in order: when this is answered, the other is known.
  ask("GET /healthz HTTP/1.0\r\n\r\n");
  server().stop();
  wait_until_closed(port());
  client.send("alhost\r\n\r\n");
  const std::string got = client.rest();
  EXPECT_TRUE(got.starts_with("HTTP/1.1 200 OK\r\n")) << got;
  EXPECT_NE(got.find("\r\nConnection: close\r\n"), std::string::npos) << got;
  EXPECT_EQ(code().get(), 0);
}

TEST_F(ServerAtWork, StopsOnASignalAndHangsUpWhereNothingIsAsked) {
  Client idle(port());
  idle.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  idle.read("ok\n");
  const auto began = std::chrono::steady_clock::now();
  ASSERT_EQ(std::raise(SIGTERM), 0);
  EXPECT_EQ(idle.rest(), "");
  EXPECT_TRUE(ask("GET /readyz HTTP/1.0\r\n\r\n").starts_with("HTTP/1.0 503 "));
  EXPECT_TRUE(ask("GET /healthz HTTP/1.0\r\n\r\n").starts_with("HTTP/1.0 200 "));
  EXPECT_EQ(code().get(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
}

TEST_F(ServerAtWork, EndsAtOnceOnASecondSignal) {
  Client client(port());
  client.send("GET / HTTP/1.1\r\n");
  ask("GET /healthz HTTP/1.0\r\n\r\n");
  ASSERT_EQ(std::raise(SIGTERM), 0);
  EXPECT_EQ(code().wait_for(100ms), std::future_status::timeout);
  ASSERT_EQ(std::raise(SIGINT), 0);
  EXPECT_EQ(code().get(), 1);
  EXPECT_EQ(messages().back(), "stopped with requests unanswered");
}

}  // namespace
}  // namespace app
