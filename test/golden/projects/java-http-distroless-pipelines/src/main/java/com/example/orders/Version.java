package com.example.orders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Which build this is. */
final class Version {
  private Version() {}

  /** What Maven has written into version.txt: -Dservice.version=1.2.3. */
  static String current() throws IOException {
    try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
