package dev.satchel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts packaged services, all with one database. */
final class Services {

  private static final String LISTENING = ".*Listening on: http://[^:]*:(\\d+).*";

  private final Path application;
  private final Path log;
  private final Map<String, String> database;

  /**
   * Starts none.
   *
   * @param application the directory {@code quarkus-app} of a build
   * @param database the properties by which it is reached
   */
  Services(Path application, Path log, Map<String, String> database) {
    this.application = application;
    this.log = log;
    this.database = database;
  }

  /**
   * A service that answers.
   *
   * @param sink the port of its store
   * @param options of the JVM
   */
  Service start(int sink, List<String> options) throws IOException {
    return run(jar(options), sink);
  }

  /** The command that runs the jar. */
  List<String> jar(List<String> options) {
    var arguments = new ArrayList<>(options);
    String more = System.getProperty("bench.java-options", "").strip();
    if (!more.isEmpty()) {
      arguments.addAll(List.of(more.split(" +")));
    }
    arguments.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
    return ChildProcess.java(arguments);
  }

  /** A service that answers, started by a command. */
  Service run(List<String> command, int sink) throws IOException {
    var process = ChildProcess.start(command, log, environment(sink));
    String line = process.awaitLine("Listening on");
    return new Service(process, Integer.parseInt(line.replaceFirst(LISTENING, "$1")));
  }

  /** A process that may not answer yet, with its ports; what it prints goes to the log. */
  ChildProcess launch(List<String> command, int sink, int port, int managementPort)
      throws IOException {
    Map<String, String> environment = environment(sink);
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    return ChildProcess.silent(command, log, environment);
  }

  private Map<String, String> environment(int sink) {
    var environment = new HashMap<String, String>();
    database.forEach((name, value) -> environment.put(variable(name), value));
    environment.put("QUARKUS_S3_ENDPOINT_OVERRIDE", "http://127.0.0.1:" + sink);
    environment.put("QUARKUS_S3_PATH_STYLE_ACCESS", "true");
    environment.put("QUARKUS_S3_AWS_REGION", "us-east-1");
    environment.put("QUARKUS_S3_AWS_CREDENTIALS_TYPE", "static");
    environment.put("QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID", "bench");
    environment.put("QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY", "bench");
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("QUARKUS_MANAGEMENT_PORT", "0");
    environment.put("SATCHEL_S3_BUCKET", "bench");
    environment.put("SATCHEL_API_BOOTSTRAP_KEY", "bench-key-of-twenty-characters");
    environment.put(
        "SATCHEL_WEBHOOKS_SECRET_KEYS", "bench:c2F0Y2hlbCBzYXRjaGVsIHNhdGNoZWwgc2F0Y2hlbCE=");
    environment.put("SATCHEL_WEBHOOKS_ALLOW_HTTP", "true");
    environment.put("SATCHEL_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8");
    environment.put("SATCHEL_UPLOAD_MAX_FILE_SIZE", "8G");
    environment.put("SATCHEL_UPLOAD_MAX_REQUEST_SIZE", "12G");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    return environment;
  }

  private static String variable(String property) {
    return property.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase();
  }
}
