package com.example.orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The HTTP service: what is answered where, within which limits, and how it stops. */
final class Service {
  /**
   * How long new connections are still let in after the signal to stop: those on their way are
   * answered, and a probe can see that /readyz fails. Where traffic takes longer to move away,
   * delay the signal (preStop).
   */
  private static final Duration DRAIN_DELAY = Duration.ofMillis(500);

  /**
   * Stopping takes no longer than this in all. Docker and podman kill after 10 s, and a process
   * that is killed cannot say what it left undone.
   */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

  // Without limits, slow or hostile clients could hold connections for ever. The server reads its
  // own when it is first used. Times are in seconds, and looked at once a second: reading a request
  // ends before STOP_TIMEOUT, also for what is let in last.
  static {
    System.setProperty("sun.net.httpserver.maxReqTime", "6");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    System.setProperty("sun.net.httpserver.idleInterval", "60");
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", Integer.toString(16 << 10));
    System.setProperty("jdk.httpserver.maxConnections", "1000");
    // An answer goes out at once, in place of waiting for more of it to come.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** A thread for each request, from its first byte to the last of the answer. */
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final HttpServer server;
  private final Log log;
  private final String version;
  private final String identity;
  private volatile boolean stopping;

  Service(InetSocketAddress address, User who, String version, Log log) throws IOException {
    this.log = log;
    this.version = version;
    identity = Json.object("user", who.name(), "uid", who.id(), "version", version) + "\n";
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /** Answers requests until it is told to stop, then stops. Returns the exit code. */
  int run(CountDownLatch stop) throws InterruptedException {
    server.start();
    log.info("started", "addr", address(), "version", version);
    stop.await();

    stopping = true;
    long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
    Thread.sleep(DRAIN_DELAY);
    // From here on a new request finds no thread, and is hung up on. Those that have begun are
    // answered, also where the headers have arrived only in part: server.stop would not wait.
    threads.shutdown();
    boolean isAnswered =
        threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    server.stop(0);
    if (!isAnswered) {
      log.error("stopped with requests unanswered");
      return 1;
    }
    log.info("stopped");
    return 0;
  }

  private void handle(HttpExchange exchange) throws IOException {
    long began = System.nanoTime();
    Answer answer = answerTo(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
    int sent = 0;
    try (exchange) {
      sent = send(exchange, answer);
    } finally {
      // One line a request, except for the probes, which come every few seconds and would bury the
      // rest.
      String path = exchange.getRequestURI().getPath();
      if (!path.equals("/healthz") && !path.equals("/readyz")) {
        double millis = (System.nanoTime() - began) / 1000 / 1000.0;
        log.info(
            "request",
            "method",
            exchange.getRequestMethod(),
            "path",
            path,
            "status",
            answer.status(),
            "bytes",
            sent,
            "duration_ms",
            millis);
      }
    }
  }

  /** What is answered: a status, and a body of a type. */
  record Answer(int status, String type, String body) {
    static Answer text(int status, String body) {
      return new Answer(status, "text/plain; charset=utf-8", body);
    }
  }

  /** What is answered where. HEAD is GET without the body. */
  Answer answerTo(String method, String path) {
    Answer answer =
        switch (path) {
          case "/" -> new Answer(200, "application/json", identity);
          // Alive, also while stopping: an orchestrator restarts what is not.
          case "/healthz" -> Answer.text(200, "ok\n");
          // Ready for more: a load balancer sends nothing to what is not.
          case "/readyz" -> stopping ? Answer.text(503, "stopping\n") : Answer.text(200, "ready\n");
          default -> Answer.text(404, "not found\n");
        };
    boolean isAllowed = method.equals("GET") || method.equals("HEAD") || answer.status() == 404;
    return isAllowed ? answer : Answer.text(405, "method not allowed\n");
  }

  private int send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    if (answer.status() == 405) {
      headers.set("Allow", "GET, HEAD");
    }
    if (stopping) {
      headers.set("Connection", "close");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(answer.status(), -1);
      return 0;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    return body.length;
  }
}
