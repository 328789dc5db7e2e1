/** A shop. What it requires of Java and of libraries is all that the image has of them. */
module com.example.shop {
  requires com.fasterxml.jackson.databind;
  requires java.net.http;
  requires java.sql;
  requires jdk.httpserver;
  requires org.slf4j;

  // Jackson reads records of this package.
  opens com.example.shop to
      com.fasterxml.jackson.databind;
}
