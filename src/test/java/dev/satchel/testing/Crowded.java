package dev.satchel.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Little room for many, and the addresses of targets as strict as in production. One profile for
 * several classes, since every profile starts the service anew.
 */
public final class Crowded implements QuarkusTestProfile {

  /** Uploads of unknown length for which there is memory. */
  public static final int ROOM = 3;

  /** Uploads that may wait for it. */
  public static final int LINE = 20;

  /** Renderings that may wait for the one worker. */
  public static final int QUEUE = 2;

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "satchel.http.cleartext-http2", "true",
        "satchel.upload.memory", 8 * ROOM + "M",
        "satchel.upload.queue", Integer.toString(LINE),
        "satchel.image.workers", "1",
        "satchel.image.queue", Integer.toString(QUEUE),
        "satchel.webhooks.allow-http", "false",
        "satchel.webhooks.allowed-networks", "10.20.0.0/16, fd00:1::/32",
        "satchel.webhooks.max-per-account", "3",
        "satchel.webhooks.timeout", "15s");
  }
}
