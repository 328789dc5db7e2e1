package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {
  private static final String IDENTITY =
      "{\"user\":\"somebody\",\"uid\":\"10001\",\"version\":\"1.2.3\"}";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private Service service() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    User somebody = new User("somebody", "10001");
    return new Service(anyPort, somebody, "1.2.3", new Log(new PrintStream(log)));
  }

  /** A service at work, and how to stop it. */
  private record Running(Service service, CountDownLatch stop, CompletableFuture<Integer> code) {
    static Running start(Service service) {
      CountDownLatch stop = new CountDownLatch(1);
      CompletableFuture<Integer> code = new CompletableFuture<>();
      Thread.startVirtualThread(() -> {
        try {
          code.complete(service.run(stop));
        } catch (InterruptedException e) {
          code.completeExceptionally(e);
        }
      });
      return new Running(service, stop, code);
    }

    /** What a request of its own connection is answered with. */
    List<String> ask(String method, String path) throws IOException {
      return connect()
          .send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .receive();
    }

    Client connect() throws IOException {
      return new Client(new Socket(service.address().getAddress(), service.address().getPort()));
    }
  }

  /** A client that sends what it is told, byte by byte. */
  private record Client(Socket socket) {
    Client send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    /** All lines that come until the other side hangs up. */
    List<String> receive() throws IOException {
      try (socket) {
        byte[] all = socket.getInputStream().readAllBytes();
        return new String(all, StandardCharsets.US_ASCII).lines().toList();
      } catch (SocketException e) {
        return List.of(); // Hung up on before all was read that was sent.
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 200",
    "HEAD, /, 200",
    "POST, /, 405",
    "GET, /healthz, 200",
    "DELETE, /healthz, 405",
    "GET, /readyz, 200",
    "PUT, /readyz, 405",
    "GET, /nowhere, 404",
    "POST, /nowhere, 404",
    "GET, /healthz/nowhere, 404",
  })
  void everyPathHasItsAnswer(String method, String path, int status) throws Exception {
    Running running = Running.start(service());
    List<String> answer = running.ask(method, path);
    assertTrue(answer.get(0).startsWith("HTTP/1.1 " + status + " "), answer::toString);
    boolean hasBody = !answer.get(answer.size() - 1).isEmpty();
    assertEquals(!method.equals("HEAD"), hasBody, answer::toString);
    running.stop.countDown();
    assertEquals(0, running.code.get());
  }

  @Test
  void theRootAnswersWithTheUser() throws Exception {
    Service.Answer answer = service().answerTo("GET", "/");
    assertEquals(new Service.Answer(200, "application/json", IDENTITY + "\n"), answer);
  }

  @Test
  void whileItStopsItIsAliveAndNotReady() throws Exception {
    Running running = Running.start(service());
    running.stop.countDown();
    Thread.sleep(100); // Well within the time in which new requests are let in.
    assertEquals("HTTP/1.1 503 Service Unavailable", running.ask("GET", "/readyz").get(0));
    assertEquals("HTTP/1.1 200 OK", running.ask("GET", "/healthz").get(0));
    assertEquals(0, running.code.get());
  }

  /**
   * A client has sent half of its request when the signal comes, and sends the rest when no more
   * requests are taken. It must be answered all the same.
   */
  @Test
  void stopAnswersTheRequestThatHasBegun() throws Exception {
    Running running = Running.start(service());
    Client begun = running.connect().send("GET / HTTP/1.1\r\nHost: loc");
    Client late = running.connect();
    // Connections are taken in order: when this is answered, the others are known.
    running.ask("GET", "/healthz");

    running.stop.countDown();
    Thread.sleep(1000);
    assertEquals(List.of(), late.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").receive());
    List<String> answer = begun.send("alhost\r\n\r\n").receive();
    assertEquals("HTTP/1.1 200 OK", answer.get(0));
    assertEquals(IDENTITY, answer.get(answer.size() - 1));
    assertEquals(0, running.code.get());
    // No line for the probe.
    assertEquals(List.of("started", "request", "stopped"), loggedMessages());
  }

  @Test
  void aHeadOfMoreThanTheLimitIsRefused() throws Exception {
    Running running = Running.start(service());
    String header = "Host: x\r\nX: " + "x".repeat(16 << 10) + "\r\n\r\n";
    assertEquals(List.of(), running.connect().send("GET / HTTP/1.1\r\n" + header).receive());
    running.stop.countDown();
    assertEquals(0, running.code.get());
  }

  private List<String> loggedMessages() {
    Pattern message = Pattern.compile("\"msg\":\"([^\"]*)\"");
    return message.matcher(log.toString()).results().map(match -> match.group(1)).toList();
  }
}
