#include "outbound.hpp"

#include <openssl/ssl.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <cstddef>

namespace app {

namespace asio = boost::asio;

std::string fetch(const std::string& url) {
  const std::size_t begin = url.find("://") + 3;
  const std::size_t colon = url.find(':', begin);
  const std::string host = url.substr(begin, colon - begin);
  const std::string port = url.substr(colon + 1, url.find('/', colon) - colon - 1);
  asio::io_context io;
  asio::ssl::context context(asio::ssl::context::tls_client);
  context.set_default_verify_paths();
  asio::ssl::stream<asio::ip::tcp::socket> stream(io, context);
  stream.set_verify_mode(asio::ssl::verify_peer);
  stream.set_verify_callback(asio::ssl::host_name_verification(host));
  asio::connect(stream.next_layer(), asio::ip::tcp::resolver(io).resolve(host, port));
  stream.handshake(asio::ssl::stream_base::client);
  asio::write(stream, asio::buffer("GET / HTTP/1.0\r\nHost: " + host + "\r\n\r\n"));
  std::string answer;
  boost::system::error_code end;
  asio::read(stream, asio::dynamic_buffer(answer), end);
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

}  // namespace app
