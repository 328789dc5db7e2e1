// The health check of the image: requests the address in its argument, such as http://127.0.0.1:8080/healthz. It
// ends with 0 if the answer isn't an error of the server, and with 1 otherwise.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

int fail(const std::string& reason) {
    std::cerr << reason << '\n';
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string address = count > 1 ? arguments[1] : "";
    const auto colon = address.rfind(':');
    const auto slash = address.find('/', std::string{"http://"}.size());
    if (colon == std::string::npos || slash == std::string::npos) return fail("no address is given");

    const int connection = socket(AF_INET, SOCK_STREAM, 0);
    const timeval limit{2, 0};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(static_cast<in_port_t>(std::atoi(address.c_str() + colon + 1)));
    peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(connection, reinterpret_cast<const sockaddr*>(&peer), sizeof peer) != 0)
        return fail("nothing listens");

    const std::string request =
        "GET " + address.substr(slash) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    if (write(connection, request.data(), request.size()) < 0) return fail("nothing can be sent");
    std::string head(12, ' ');
    std::size_t length = 0;
    while (length < head.size()) {
        const auto more = read(connection, head.data() + length, head.size() - length);
        if (more <= 0) return fail("there is no answer");
        length += static_cast<std::size_t>(more);
    }
    const bool is_answer = head.rfind("HTTP/1.", 0) == 0 && head[9] >= '1' && head[9] <= '4';
    return is_answer ? 0 : fail("the answer begins with: " + head);
}
