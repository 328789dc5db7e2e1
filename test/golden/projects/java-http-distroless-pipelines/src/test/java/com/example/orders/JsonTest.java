package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void anObjectHasItsMembersInOrder() {
    assertEquals("{}", Json.object());
    assertEquals(
        "{\"text\":\"a\",\"number\":1.5,\"nothing\":\"null\"}",
        Json.object("text", "a", "number", 1.5, "nothing", null));
  }
}
