package dev.satchel;

import dev.satchel.dev.DevApplication;
import dev.satchel.dev.DevServers;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The main class of the service. */
@QuarkusMain
public final class Satchel {
  Satchel() {}

  public static void main(String... args) {
    // Before any class of java.desktop asks for a display.
    System.setProperty("java.awt.headless", "true");
    if (DevServers.wanted()) {
      DevServers.start();
      Quarkus.run(DevApplication.class, args);
    } else {
      Quarkus.run(args);
    }
  }
}
