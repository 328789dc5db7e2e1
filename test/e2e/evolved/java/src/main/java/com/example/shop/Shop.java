package com.example.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small shop: orders in PostgreSQL, a rate from another service, text for people in Germany. */
final class Shop {
  private static final Logger LOG = LoggerFactory.getLogger(Shop.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path STATIC = Path.of("/static");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private Shop() {}

  /** An order, as the table has it. */
  record Order(long id, String item) {}

  static Service.Answer answer(String path) {
    try {
      return switch (path) {
        case "/orders" -> json(orders());
        case "/rate" -> json(rate());
        case "/time" -> json(time());
        case "/native" -> json(text());
        default -> file(path);
      };
    } catch (IOException | SQLException e) {
      LOG.error("no answer for {}", path, e);
      return Service.Answer.text(500, e + "\n");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Service.Answer.text(503, "stopping\n");
    }
  }

  /** Creates the table: run once, as `migrate`. */
  static int migrate() {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists orders (id bigserial primary key, item text not null)");
      statement.execute("insert into orders (item) values ('Apfel'), ('Birne')");
      LOG.info("migrated");
      return 0;
    } catch (SQLException e) {
      LOG.error("cannot migrate", e);
      return 1;
    }
  }

  private static Connection connect() throws SQLException {
    Map<String, String> env = System.getenv();
    String server = env.get("PGHOST") + ":" + env.get("PGPORT") + "/" + env.get("PGDATABASE");
    String url = "jdbc:postgresql://" + server;
    return DriverManager.getConnection(url, env.get("PGUSER"), env.get("PGPASSWORD"));
  }

  private static List<Order> orders() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select id, item from orders order by id")) {
      List<Order> orders = new ArrayList<>();
      while (rows.next()) {
        orders.add(new Order(rows.getLong("id"), rows.getString("item")));
      }
      return orders;
    }
  }

  private static JsonNode rate() throws IOException, InterruptedException {
    URI address = URI.create(System.getenv("RATE_URL"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(address).build();
      return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }
  }

  private static String time() {
    Instant instant = Instant.parse("2026-07-01T12:00:00Z");
    return DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.GERMAN).format(instant.atZone(BERLIN));
  }

  /** What Java does with its own native libraries, and with data that nothing requires by name. */
  private static List<String> text() throws IOException {
    Path note = Path.of("/tmp/Müller.txt");
    Files.writeString(note, "ok");
    try (var zip = FileSystems.newFileSystem(Path.of("/tmp/notes.zip"), Map.of("create", "true"))) {
      Files.copy(note, zip.getPath("Müller.txt"));
    }
    Files.delete(Path.of("/tmp/notes.zip"));
    return List.of(
        NumberFormat.getInstance(Locale.GERMANY).format(1234567.89),
        note + Files.readString(note),
        Charset.forName("windows-1252").name(),
        DataSource.class.getName());
  }

  private static Service.Answer file(String path) throws IOException {
    Path file = STATIC.resolve(path.replaceFirst("^/static/", "")).normalize();
    if (!file.startsWith(STATIC) || !Files.isRegularFile(file)) {
      return Service.Answer.text(404, "not found\n");
    }
    return Service.Answer.text(200, Files.readString(file));
  }

  private static Service.Answer json(Object value) throws IOException {
    return new Service.Answer(200, "application/json", JSON.writeValueAsString(value) + "\n");
  }
}
