package dev.satchel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.id.TimeOrderedIds;
import dev.satchel.testing.SettableClock;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestIdsTest {

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private URI address = URI.create("http://localhost");

  @BeforeAll
  void start() throws Exception {
    var filters = new Filters();
    new RequestIds(new TimeOrderedIds(new SettableClock())).register(filters);
    Router router = Router.router(vertx);
    filters.getFilters().forEach(filter -> router.route().handler(filter.getHandler()));
    router.route().handler(exchange -> exchange.response().setStatusCode(204).end());
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    server
        .listen(0, "localhost")
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    address = URI.create("http://localhost:" + server.actualPort());
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "019ab0c2-7f3e-7000-8b1d-5d0f9f3c6a11",
        "Root=1-67891233-abcdef012345678912345678",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "a.b_c:d+e/f="
      })
  void keepsTheCallersName(String id) throws Exception {
    assertThat(named(id)).isEqualTo(id);
  }

  @Test
  void keepsNamesOfUpTo128Characters() throws Exception {
    assertThat(named("a".repeat(128))).isEqualTo("a".repeat(128));
    assertThat(UUID.fromString(named("a".repeat(129))).version()).isEqualTo(7);
  }

  /** They would stand in every log line. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a\tb", "{\"a\":1}", "<script>", "a,b", "a;b", "%0d%0a", "\\n"})
  void givesANewNameInsteadOfOneThatIsNoPlainToken(String id) throws Exception {
    assertThat(UUID.fromString(named(id)).version()).isEqualTo(7);
  }

  @Test
  void givesEveryRequestANameOfItsOwn() throws Exception {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      names.add(answered(HttpRequest.newBuilder(address)));
    }

    assertThat(names).hasSize(20).allMatch(name -> UUID.fromString(name).version() == 7);
  }

  private String named(String id) throws Exception {
    return answered(HttpRequest.newBuilder(address).header("X-Request-Id", id));
  }

  private String answered(HttpRequest.Builder request) throws Exception {
    HttpResponse<Void> response =
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    assertThat(response.headers().allValues("X-Request-Id")).hasSize(1);
    return response.headers().firstValue("X-Request-Id").orElseThrow();
  }
}
