package com.example.orders;

/** Text that others have sent, on its way to where it must not do harm. */
final class Text {
  private Text() {}

  /** In quotes, as JSON has it (RFC 8259), in characters that every terminal shows. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append(String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
