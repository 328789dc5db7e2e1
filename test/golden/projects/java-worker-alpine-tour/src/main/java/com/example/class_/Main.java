package com.example.class_;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Prints the user that it runs as, once a second.
 *
 * <p>With no argument it works; "version" tells which build this is.
 */
final class Main {
  /** The time from one line to the next. */
  static final Duration INTERVAL = Duration.ofSeconds(1);

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
      code.complete(run(args, System.out, System.err, stop));
    } finally {
      code.complete(1); // Only the first code counts: this one where run throws.
    }
    System.exit(code.join());
  }

  static int run(String[] args, PrintStream out, PrintStream err, CountDownLatch stop)
      throws IOException, InterruptedException {
    if (args.length == 1 && args[0].equals("version")) {
      out.print(Version.current() + "\n");
      return 0;
    }
    if (args.length > 0) {
      String words = Text.quote(String.join(" ", args));
      err.printf("unknown arguments %s: give none to start, or version%n", words);
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
    if (!work(who, INTERVAL, out, stop)) {
      err.println("cannot print");
      return 1;
    }
    return 0;
  }

  /**
   * Prints until it is told to stop, and returns false when it cannot. The first line comes at
   * once, so that a glance at the logs shows that it works.
   */
  static boolean work(User who, Duration interval, PrintStream out, CountDownLatch stop)
      throws InterruptedException {
    do {
      out.print("user: " + who.name() + " id: " + who.id() + "\n");
      // A stream that prints throws no errors, and has to be asked; it is flushed by that.
      if (out.checkError()) {
        return false;
      }
    } while (!stop.await(interval.toNanos(), TimeUnit.NANOSECONDS));
    return true;
  }
}
