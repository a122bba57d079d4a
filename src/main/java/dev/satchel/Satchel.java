package dev.satchel;

import dev.satchel.client.UploadCommand;
import dev.satchel.command.Commands;
import dev.satchel.dev.DevApplication;
import dev.satchel.dev.DevServers;
import dev.satchel.image.RenderWorker;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.util.List;

/** The main class of the service, and of its commands. */
@QuarkusMain
public final class Satchel {
  Satchel() {}

  public static void main(String... args) throws IOException {
    // Before any class of java.desktop asks for a display.
    System.setProperty("java.awt.headless", "true");
    // Which the logs' formatter would else look for in all jars.
    System.setProperty("jakarta.json.provider", "org.eclipse.parsson.JsonProviderImpl");
    if (args.length > 0 && args[0].equals(RenderWorker.ROLE)) {
      RenderWorker.main(args);
    } else if (args.length > 0) {
      Commands.main(List.of(new UploadCommand()), args);
    } else if (DevServers.wanted()) {
      DevServers.start();
      Quarkus.run(DevApplication.class, args);
    } else {
      Quarkus.run(args);
    }
  }
}
