package dev.satchel.dev;

import io.quarkus.runtime.configuration.ConfigUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the dev mode a PostgreSQL and an S3-protocol server of its own, unless the configuration
 * names others.
 *
 * <p>They start once and outlive every live reload. So do system properties, and no static field:
 * they hold the servers' configuration and the fact that it is there.
 */
public final class DevServers {
  /**
   * The project's directory; the build sets it in the dev mode. Not under {@code satchel}, where
   * the configuration knows every name.
   */
  private static final String PROJECT = "embedded-servers.project";

  /** Hides the properties from continuous testing, which runs in the same JVM. */
  private static final String PROFILE = "%dev.";

  private static final String STARTED = "embedded-servers.started";

  private static final String PRIVACY_KEY = "satchel.privacy.key";

  private DevServers() {}

  /** Whether this is the dev mode. Quarkus' launch mode is not known yet when {@code main} runs. */
  public static boolean wanted() {
    return System.getProperty(PROJECT) != null;
  }

  /** Sets the properties that reach the servers; to be called before the application starts. */
  public static void start() {
    if (System.getProperty(STARTED) != null) {
      return;
    }
    dieWithParent();
    List<String> servers = unconfigured();
    if (!servers.isEmpty()) {
      new ServersProcess(classPath(), directory(), "UTC", servers)
          .start()
          .forEach((name, value) -> System.setProperty(PROFILE + name, value));
    }
    if (!ConfigUtils.isPropertyPresent(PRIVACY_KEY)) {
      System.setProperty(PROFILE + PRIVACY_KEY, DevPrivacyKey.in(directory()));
    }
    System.setProperty(STARTED, String.join(",", servers));
  }

  /** Where the servers that run keep their data. */
  static Path directory() {
    return project().resolve(".satchel-dev");
  }

  /** The servers that run, by name. */
  static List<String> started() {
    String names = System.getProperty(STARTED, "");
    return names.isEmpty() ? List.of() : List.of(names.split(","));
  }

  private static List<String> unconfigured() {
    List<String> servers = new ArrayList<>();
    if (!ConfigUtils.isPropertyPresent("quarkus.datasource.jdbc.url")) {
      servers.add("postgresql");
    }
    if (!ConfigUtils.isPropertyPresent("quarkus.s3.endpoint-override")) {
      servers.add("s3");
    }
    return servers;
  }

  /** That of the programs beside the service. */
  static String classPath() {
    try {
      return ServersProcess.classPath(project().resolve("target"));
    } catch (IOException e) {
      throw new UncheckedIOException("The build did not write the servers' class path", e);
    }
  }

  private static Path project() {
    return Path.of(System.getProperty(PROJECT));
  }

  /** This JVM is a child of Maven's, which may be killed without a chance to end it. */
  private static void dieWithParent() {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              parent.onExit().join();
              System.exit(1);
            });
  }
}
