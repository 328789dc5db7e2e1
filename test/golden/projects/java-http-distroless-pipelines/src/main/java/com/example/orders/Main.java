package com.example.orders;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Answers over HTTP with the user that it runs as.
 *
 * <p>With no argument it serves. "healthcheck" asks the running server whether it is alive, since a
 * hardened image has no curl; "version" tells which build this is.
 */
final class Main {
  /** Used unless the environment variable PORT names another. */
  static final int DEFAULT_PORT = 8080;

  private static final int HEALTHCHECK_TIMEOUT_MILLIS = 2000;

  private Main() {}

  /**
   * Everything happens in run, which returns the exit code, so that the tests can call it:
   * System.exit would end them too.
   */
  public static void main(String[] args) throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    CompletableFuture<Integer> code = new CompletableFuture<>();
    // "docker stop" and Kubernetes send SIGTERM, and the virtual machine starts its hooks. Left to
    // itself it would then end with 143, which says failure; halt ends it with a code of our own.
    Runnable onSignal =
        () -> {
          stop.countDown();
          Runtime.getRuntime().halt(code.join());
        };
    Runtime.getRuntime().addShutdownHook(new Thread(onSignal));
    try {
      code.complete(run(args, System.getenv(), System.out, System.err, stop));
    } finally {
      code.complete(1); // Only the first code counts: this one where run throws.
    }
    System.exit(code.join());
  }

  static int run(
      String[] args,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      CountDownLatch stop)
      throws IOException, InterruptedException {
    String port = environment.getOrDefault("PORT", "");
    if (args.length == 1 && args[0].equals("version")) {
      out.print(Version.current() + "\n");
      return 0;
    }
    if (args.length == 1 && args[0].equals("healthcheck")) {
      return healthcheck(port, err);
    }
    if (args.length > 0) {
      err.printf(
          "unknown arguments %s: give none to start, or healthcheck, or version%n",
          Text.quote(String.join(" ", args)));
      return 2;
    }
    return serve(port, out, err, stop);
  }

  private static int serve(String port, PrintStream out, PrintStream err, CountDownLatch stop)
      throws IOException, InterruptedException {
    InetSocketAddress address;
    try {
      // All interfaces: a container's own loopback cannot be reached from outside.
      address = new InetSocketAddress(parsePort(port));
    } catch (IllegalArgumentException e) {
      err.printf("cannot start: %s%n", e.getMessage());
      return 2;
    }
    User who;
    try {
      // Reads /etc/passwd, which is why the image has one.
      who = User.current();
    } catch (IOException e) {
      err.printf("cannot tell which user this is: %s%n", e.getMessage());
      return 1;
    }
    Service service;
    try {
      service = new Service(address, who, Version.current(), new Log(out));
    } catch (IOException e) {
      err.printf("cannot start: %s%n", e.getMessage());
      return 1;
    }
    return service.run(stop);
  }

  static int parsePort(String value) {
    if (value.isEmpty()) {
      return DEFAULT_PORT;
    }
    int port = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "PORT must be a number from 1 to 65535, and is " + Text.quote(value));
    }
    return port;
  }

  /** Asks the server in the same container. The exit code is never 2, which Docker reserves. */
  private static int healthcheck(String port, PrintStream err) {
    try {
      URI address = URI.create("http://127.0.0.1:" + parsePort(port) + "/healthz");
      HttpURLConnection connection =
          (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(HEALTHCHECK_TIMEOUT_MILLIS);
      connection.setReadTimeout(HEALTHCHECK_TIMEOUT_MILLIS);
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        return 0;
      }
      err.printf("not healthy: /healthz answers %d%n", status);
    } catch (IOException | IllegalArgumentException e) {
      err.printf("not healthy: %s%n", e.getMessage());
    }
    return 1;
  }
}
