package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String port, String... args) throws Exception {
    CountDownLatch stopped = new CountDownLatch(0);
    return Main.run(
        args, Map.of("PORT", port), new PrintStream(out), new PrintStream(err), stopped);
  }

  @Test
  void versionIsPrinted() throws Exception {
    assertEquals(0, run("", "version"));
    assertEquals(Version.current() + "\n", out.toString());
    assertSentences(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "", "version please", "version\nplease"})
  void unknownArgumentsAreRefused(String words) throws Exception {
    assertEquals(2, run("", words.split(" ", -1)));
    assertEquals("", out.toString());
    assertSentences(1);
  }

  @Test
  void aBadPortIsRefused() throws Exception {
    assertEquals(2, run("http"));
    assertSentences(1);
  }

  @Test
  void aPortThatIsTakenIsRefused() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      assertEquals(1, run(portOf(other)));
    }
    assertSentences(1);
  }

  @ParameterizedTest
  @CsvSource({"200, 0", "503, 1"})
  void healthcheckAsksTheServer(int status, int code) throws Exception {
    try (ServerSocket server = answering(status)) {
      assertEquals(code, run(portOf(server), "healthcheck"));
    }
    assertSentences(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "http"}) // Nothing listens on port 1.
  void healthcheckFailsWithoutAServer(String port) throws Exception {
    assertEquals(1, run(port, "healthcheck"));
    assertSentences(1);
  }

  @Test
  void thePortMayBeGiven() {
    assertEquals(Main.DEFAULT_PORT, Main.parsePort(""));
    assertEquals(1, Main.parsePort("1"));
    assertEquals(65535, Main.parsePort("65535"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "65536", "-1", "+1", " 80", "80\n", "8_0", "0x50", "http", "9999999999"})
  void whatIsNoPortIsRefused(String value) {
    assertThrows(IllegalArgumentException.class, () -> Main.parsePort(value));
  }

  /** A server that answers the first request with this status. */
  private static ServerSocket answering(int status) throws IOException {
    ServerSocket server = new ServerSocket(0);
    String answer = "HTTP/1.1 " + status + " -\r\nContent-Length: 0\r\n\r\n";
    Thread.startVirtualThread(() -> {
      try (Socket client = server.accept()) {
        client.getInputStream().read(new byte[1000]);
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return server;
  }

  private static String portOf(ServerSocket server) {
    return Integer.toString(server.getLocalPort());
  }

  /** Standard error says nothing when all went well, else exactly one line. */
  private void assertSentences(int count) {
    assertEquals(count, err.toString().lines().count(), err.toString());
  }
}
