package com.example.orders;

import java.util.StringJoiner;

/** Writes JSON: objects of one level, which is all that is needed here. */
final class Json {
  private Json() {}

  /** An object of names and values, in turn. Numbers stand as they are, all else as text. */
  static String object(Object... namesAndValues) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      String text = value instanceof Number ? value.toString() : Text.quote(String.valueOf(value));
      members.add(Text.quote(String.valueOf(namesAndValues[i])) + ":" + text);
    }
    return members.toString();
  }
}
