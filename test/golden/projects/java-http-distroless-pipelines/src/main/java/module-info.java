/** The service. What it requires of Java is all that the image has of it. */
module com.example.orders {
  requires jdk.httpserver;
}
