package dev.satchel.dev;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs the service in the dev mode, after telling how to use it. */
public final class DevApplication implements QuarkusApplication {
  private static final String TOLD = "embedded-servers.told";

  private final String address;
  private final String key;
  private final String page;

  DevApplication(
      @ConfigProperty(name = "quarkus.http.port") int port,
      @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000") int managementPort,
      @ConfigProperty(name = "satchel.api.bootstrap-key", defaultValue = "dev-key") String key) {
    this.address = "http://localhost:" + port;
    this.key = key;
    this.page = "http://localhost:" + managementPort + "/q/swagger-ui";
  }

  @Override
  public int run(String... args) {
    // Once, not after every live reload.
    if (System.setProperty(TOLD, "") == null) {
      System.out.print(welcome());
      new DemoProcess(DevServers.classPath(), address, key).start();
    }
    Quarkus.waitForExit();
    return 0;
  }

  private String welcome() {
    String payload =
        """
        {"userId":"9d6ad525-90c6-4c03-8f05-63584ee20a29",\
        "files":[{"name":"hello.txt","type":"text/plain","contents":"%s"}]}\
        """;
    return """

    Satchel listens on %1$s and takes the API key %2$s
    Its calls, to try out with that key: %5$s
    Embedded servers: %3$s
    A first upload:

    printf '%4$s' "$(echo 'Hello, Satchel!' | base64)" \
    | curl -sS -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' \
    --data-binary @- %1$s/v1/files

    """
        .formatted(address, key, servers(), payload, page);
  }

  private static String servers() {
    return DevServers.started().isEmpty()
        ? "none, since others are configured"
        : "%s; they keep their data in %s until you delete it"
            .formatted(String.join(" and ", DevServers.started()), DevServers.directory());
  }
}
