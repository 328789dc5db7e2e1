package com.example.orders;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A log of one JSON object a line. */
record Log(PrintStream out) {
  void info(String message, Object... namesAndValues) {
    write("INFO", message, namesAndValues);
  }

  void error(String message, Object... namesAndValues) {
    write("ERROR", message, namesAndValues);
  }

  private void write(String level, String message, Object... namesAndValues) {
    List<Object> members = new ArrayList<>();
    Collections.addAll(members, "time", Instant.now(), "level", level, "msg", message);
    Collections.addAll(members, namesAndValues);
    // One call a line: lines of threads that log at the same time are not mixed.
    out.print(Json.object(members.toArray()) + "\n");
    out.flush();
  }
}
