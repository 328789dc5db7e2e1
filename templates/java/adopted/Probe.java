import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The health check of the image: requests the address in its argument. It ends with 0 if the answer isn't an error of
 * the server, and with 1 otherwise.
 */
final class Probe {
    private static final int LIMIT_MS = 2000;

    private Probe() {}

    public static void main(String[] arguments) {
        var address = URI.create(arguments[0]);
        try (var socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MS);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), LIMIT_MS);
            var request = "GET " + address.getRawPath() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            if (!head.matches("HTTP/1\\.[01] [1-4]..")) fail("The answer begins with: " + head);
        } catch (IOException failure) {
            fail(failure.toString());
        }
    }

    private static void fail(String reason) {
        System.err.println(reason);
        System.exit(1);
    }
}
