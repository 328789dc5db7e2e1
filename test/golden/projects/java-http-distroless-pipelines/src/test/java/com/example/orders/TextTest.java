package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void whatWouldEndATextOrALineIsEscaped() {
    assertEquals("\"a\\\"b\\\\c\\u000ad\\u00fc\\u007f\"", Text.quote("a\"b\\c\nd\u00fc\u007f"));
  }
}
