package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserTest {
  @Test
  void currentIsTheUserThatTheVirtualMachineKnows() throws IOException {
    assertEquals(System.getProperty("user.name"), User.current().name());
  }

  @Test
  void theNumberIsTheRealOne() throws IOException {
    assertEquals("10001", User.idIn(List.of("Name:\tjava", "Uid:\t10001\t0\t0\t0")));
  }

  @Test
  void aProcessWithoutANumberIsAnError() {
    assertThrows(IOException.class, () -> User.idIn(List.of("Name:\tjava")));
  }

  @Test
  void theNameIsThatOfTheAccount() {
    List<String> accounts = List.of("root:x:0:0::/root:/bin/sh", "", "me:x:10001:10001::/:/bin/sh");
    assertEquals("me", User.nameIn(accounts, "10001"));
    assertEquals("root", User.nameIn(accounts, "0"));
  }

  @Test
  void theNameIsTheNumberWithoutAnAccount() {
    assertEquals("1000", User.nameIn(List.of("me:x:10001:10001::/:/bin/sh"), "1000"));
    assertEquals("1000", User.nameIn(List.of(), "1000"));
  }
}
