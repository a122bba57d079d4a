import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Mixed traffic for a service, and the dashboard's panels drawn of what Prometheus has seen of it: see
 * the script beside this.
 *
 * <pre>
 * java Dashboard.java traffic URL KEY SECONDS
 * java Dashboard.java draw PROMETHEUS SECONDS DASHBOARD SVG
 * </pre>
 */
final class Dashboard {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "traffic" -> new Traffic(args[1], args[2], Integer.parseInt(args[3])).run();
      case "draw" -> new Drawing(args[1], Integer.parseInt(args[2])).write(Path.of(args[3]), Path.of(args[4]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Clients that upload pictures and documents, look at them, and make mistakes. */
  private static final class Traffic {

    private static final int CLIENTS = 6;
    private static final String USER = "9d6ad525-90c6-4c03-8f05-63584ee20a29";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final String url;
    private final String key;
    private final Instant end;
    private final List<String> pictures = new CopyOnWriteArrayList<>();

    Traffic(String url, String key, int seconds) {
      this.url = url;
      this.key = key;
      this.end = Instant.now().plusSeconds(seconds);
    }

    void run() throws Exception {
      String request = id(send("POST", "/v1/file-requests", "{\"type\":\"any\"}"));
      send("POST", "/v1/webhooks", "{\"url\":\"http://127.0.0.1:9/hook\",\"eventTypes\":[\"file-request.files.update\"]}");
      var clients = new ArrayList<Thread>();
      for (int i = 0; i < CLIENTS; i++) {
        var random = new Random(i);
        clients.add(Thread.ofVirtual().start(() -> act(random, request)));
      }
      for (Thread client : clients) {
        client.join();
      }
    }

    private void act(Random random, String request) {
      while (Instant.now().isBefore(end)) {
        try {
          act(random.nextInt(100), random, request);
          Thread.sleep(random.nextInt(150));
        } catch (Exception broken) {
          System.err.println(broken);
        }
      }
    }

    private void act(int choice, Random random, String request) throws Exception {
      if (choice < 20 || pictures.isEmpty()) {
        pictures.add(id(upload("image/jpeg", picture(random), "")));
      } else if (choice < 30) {
        var bytes = new byte[random.nextInt(3_000_000)];
        random.nextBytes(bytes);
        upload("application/pdf", bytes, random.nextInt(4) > 0 ? "" : ",\"fileRequestId\":\"" + request + "\"");
      } else if (choice < 55) {
        send("GET", "/v1/files/" + one(random) + "?imageSize=" + (100 + 50 * random.nextInt(4)) + "x100", "");
      } else if (choice < 80) {
        send("GET", "/v1/files/" + one(random), "");
      } else if (choice < 90) {
        send("GET", "/v1/files?limit=20", "");
      } else if (choice < 95) {
        send("GET", "/v1/files/" + one(random) + "/metadata", "");
      } else if (choice < 98) {
        send("POST", "/v1/files", "{\"files\":[{\"contents\":\"%%%\"}]}");
      } else {
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url + "/v1/files")).header("Authorization", "Bearer nobody").build(),
            BodyHandlers.discarding());
      }
    }

    private String one(Random random) {
      return pictures.get(random.nextInt(pictures.size()));
    }

    private HttpResponse<String> upload(String type, byte[] bytes, String more) throws Exception {
      String contents = Base64.getEncoder().encodeToString(bytes);
      return send(
          "POST",
          "/v1/files",
          "{\"files\":[{\"name\":\"a\",\"type\":\"%s\",\"contents\":\"%s\"}],\"userId\":\"%s\"%s}"
              .formatted(type, contents, USER, more));
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(url + path))
              .timeout(Duration.ofSeconds(60))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    private static String id(HttpResponse<String> answer) {
      Matcher id = ID.matcher(answer.body());
      if (!id.find()) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return id.group(1);
    }

    private static byte[] picture(Random random) throws Exception {
      int side = 600 + random.nextInt(1_400);
      var image = new BufferedImage(side, side * 3 / 4, BufferedImage.TYPE_INT_RGB);
      var graphics = image.createGraphics();
      for (int i = 0; i < 200; i++) {
        graphics.setColor(new Color(random.nextInt(1 << 24)));
        graphics.fillOval(random.nextInt(side), random.nextInt(side), random.nextInt(200), random.nextInt(200));
      }
      var bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "jpeg", bytes);
      return bytes.toByteArray();
    }
  }

  /** All panels of a dashboard in one picture, with the queries that Grafana would send. */
  private static final class Drawing {

    private static final int COLUMNS = 3;
    private static final int WIDTH = 400;
    private static final int HEIGHT = 230;
    private static final int LEFT = 60;
    private static final int TOP = 28;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 14;
    private static final int PLOT_HEIGHT = 118;
    private static final int LEGENDS = 6;
    private static final int STEP = 5;
    private static final String[] COLOURS = {
      "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"
    };
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private final String prometheus;
    private final long end = Instant.now().getEpochSecond();
    private final long start;
    private final StringBuilder svg = new StringBuilder();

    private record Point(double time, double value) {}

    private record Series(String name, List<Point> points) {}

    Drawing(String prometheus, int seconds) {
      this.prometheus = prometheus;
      this.start = end - seconds;
    }

    void write(Path dashboard, Path file) throws Exception {
      int panels = 0;
      for (JsonNode panel : JSON.readTree(Files.readString(dashboard)).path("panels")) {
        if (panel.path("type").asText().equals("timeseries")) {
          int x = panels % COLUMNS * WIDTH;
          int y = panels / COLUMNS * HEIGHT;
          svg.append("<g transform=\"translate(%d,%d)\">\n".formatted(x, y));
          draw(panel);
          svg.append("</g>\n");
          panels++;
        }
      }
      int height = Math.ceilDiv(panels, COLUMNS) * HEIGHT;
      Files.writeString(
          file,
          """
          <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="10">
          <rect width="%1$d" height="%2$d" fill="#fff"/>
          %3$s</svg>
          """
              .formatted(COLUMNS * WIDTH, height, svg));
    }

    private void draw(JsonNode panel) throws Exception {
      var all = new ArrayList<Series>();
      for (JsonNode target : panel.path("targets")) {
        all.addAll(series(target.path("expr").asText(), target.path("legendFormat").asText()));
      }
      double most =
          all.stream().flatMap(it -> it.points.stream()).mapToDouble(Point::value).max().orElse(0);
      double top = most > 0 ? most * 1.05 : 1;
      String unit = panel.path("fieldConfig").path("defaults").path("unit").asText();
      text(8, 16, "start", "#000", panel.path("title").asText());
      for (int line = 0; line <= 2; line++) {
        int y = TOP + PLOT_HEIGHT - line * PLOT_HEIGHT / 2;
        svg.append("<path d=\"M%d,%dh%d\" stroke=\"#ddd\"/>\n".formatted(LEFT, y, PLOT_WIDTH));
        text(LEFT - 4, y + 3, "end", "#555", value(top * line / 2, unit));
      }
      text(LEFT, TOP + PLOT_HEIGHT + 13, "start", "#555", TIME.format(Instant.ofEpochSecond(start)));
      text(LEFT + PLOT_WIDTH, TOP + PLOT_HEIGHT + 13, "end", "#555", TIME.format(Instant.ofEpochSecond(end)));
      for (int i = 0; i < all.size(); i++) {
        String colour = COLOURS[i % COLOURS.length];
        svg.append("<path fill=\"none\" stroke=\"%s\" d=\"%s\"/>\n".formatted(colour, path(all.get(i), top)));
        if (i < LEGENDS) {
          String name = i == LEGENDS - 1 && all.size() > LEGENDS ? "and %d more".formatted(all.size() - i) : all.get(i).name;
          text(12 + i % 2 * WIDTH / 2, TOP + PLOT_HEIGHT + 30 + i / 2 * 13, "start", colour, name);
        }
      }
    }

    private List<Series> series(String expression, String legend) throws Exception {
      String query =
          expression.replace("$__rate_interval", "30s").replace("$job", ".*").replace("$instance", ".*");
      String url =
          "%s/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
              .formatted(prometheus, URLEncoder.encode(query, StandardCharsets.UTF_8), start, end, STEP);
      String answer = HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
      var found = new ArrayList<Series>();
      for (JsonNode result : JSON.readTree(answer).path("data").path("result")) {
        var points = new ArrayList<Point>();
        for (JsonNode pair : result.path("values")) {
          double value = Double.parseDouble(pair.path(1).asText());
          if (Double.isFinite(value)) {
            points.add(new Point(pair.path(0).asDouble(), value));
          }
        }
        if (!points.isEmpty()) {
          found.add(new Series(named(legend, result.path("metric")), points));
        }
      }
      return found;
    }

    private static String named(String legend, JsonNode labels) {
      String name = legend;
      for (var label : labels.properties()) {
        name = name.replace("{{" + label.getKey() + "}}", label.getValue().asText());
      }
      return name.replaceAll("\\{\\{\\w+}}", "").strip();
    }

    /** Gaps are where nothing was asked for. */
    private String path(Series series, double top) {
      var path = new StringBuilder();
      double before = Double.NEGATIVE_INFINITY;
      for (Point point : series.points) {
        double x = LEFT + (point.time - start) / (end - start) * PLOT_WIDTH;
        double y = TOP + PLOT_HEIGHT * (1 - point.value / top);
        path.append(String.format(Locale.ROOT, "%s%.0f,%.1f", point.time - before > STEP ? "M" : "L", x, y));
        before = point.time;
      }
      return path.toString();
    }

    private void text(int x, int y, String anchor, String colour, String text) {
      svg.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
              .formatted(x, y, anchor, colour, text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String value(double value, String unit) {
      return switch (unit) {
        case "s" -> value < 1 ? "%.0f ms".formatted(value * 1_000) : "%.1f s".formatted(value);
        case "bytes", "Bps" -> value < 1 << 20 ? "%.0f KiB".formatted(value / (1 << 10)) : "%.1f MiB".formatted(value / (1 << 20));
        case "percentunit" -> "%.0f %%".formatted(value * 100);
        default -> value < 10 ? "%.1f".formatted(value) : "%.0f".formatted(value);
      };
    }
  }
}
