package com.example.class_;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final User SOMEBODY = new User("somebody", "10001");
  private static final String LINE = "user: somebody id: 10001\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Runs as if the signal had come already: one line, then the end. */
  private int run(OutputStream out, String... args) throws Exception {
    CountDownLatch stopped = new CountDownLatch(0);
    return Main.run(args, new PrintStream(out), new PrintStream(err), stopped);
  }

  @Test
  void versionIsPrinted() throws Exception {
    assertEquals(0, run(out, "version"));
    assertEquals(Version.current() + "\n", out.toString());
    assertSentences(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "", "version please", "version\nplease"})
  void unknownArgumentsAreRefused(String words) throws Exception {
    assertEquals(2, run(out, words.split(" ", -1)));
    assertEquals("", out.toString());
    assertSentences(1);
  }

  @Test
  void theCurrentUserIsPrinted() throws Exception {
    assertEquals(0, run(out));
    User who = User.current();
    assertEquals("user: " + who.name() + " id: " + who.id() + "\n", out.toString());
    assertSentences(0);
  }

  @Test
  void whatCannotBePrintedIsAnError() throws Exception {
    assertEquals(1, run(new FullDisk()));
    assertSentences(1);
  }

  @Test
  void theFirstLineComesAtOnce() throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    Countdown lines = new Countdown(1, stop);
    assertTrue(Main.work(SOMEBODY, Duration.ofHours(1), new PrintStream(lines), stop));
    assertEquals(LINE, lines.toString());
  }

  @Test
  void itGoesOnUntilItIsStopped() throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    Countdown lines = new Countdown(3, stop);
    assertTrue(Main.work(SOMEBODY, Duration.ofMillis(1), new PrintStream(lines), stop));
    assertEquals(LINE.repeat(3), lines.toString());
  }

  @Test
  void itEndsWhenItCannotPrint() throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    assertFalse(Main.work(SOMEBODY, Duration.ZERO, new PrintStream(new FullDisk()), stop));
  }

  /** Keeps what is written to it, and stops at the last write that it waits for. */
  private static final class Countdown extends ByteArrayOutputStream {
    private int left;
    private final CountDownLatch stop;

    Countdown(int left, CountDownLatch stop) {
      this.left = left;
      this.stop = stop;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      left--;
      if (left == 0) {
        stop.countDown();
      }
    }
  }

  /** Fails every write. */
  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("no space left");
    }
  }

  /** Standard error says nothing when all went well, else exactly one line. */
  private void assertSentences(int count) {
    assertEquals(count, err.toString().lines().count(), err.toString());
  }
}
