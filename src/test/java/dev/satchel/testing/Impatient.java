package dev.satchel.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * Short patience with clients and targets, few connections to either, and thumbnails that are made
 * before anybody asks. One profile for several classes, since every profile starts the service
 * anew.
 */
public final class Impatient implements QuarkusTestProfile {

  /** Sizes that are made of every image, of which the last enlarges an image of 800 x 600. */
  public static final List<String> PRECOMPUTED = List.of("200x140", "100x100", "1024x768");

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        // Ten kilobytes a second are wanted, and there is memory for three of unknown length.
        Map.entry("satchel.upload.idle-timeout", "2s"),
        Map.entry("satchel.upload.min-rate", "10K"),
        Map.entry("satchel.upload.memory", "24M"),
        // Half of the store's connections may be held by downloads.
        Map.entry("satchel.download.max-concurrent", "2"),
        Map.entry("quarkus.s3.async-client.max-concurrency", "4"),
        // Two deliveries at a time; those to dead targets take a second, and are soon due again.
        Map.entry("satchel.webhooks.timeout", "1s"),
        Map.entry("satchel.webhooks.concurrency", "2"),
        Map.entry("satchel.webhooks.concurrency-per-target", "1"),
        Map.entry("satchel.webhooks.retry-delays", "1s" + ",1s".repeat(17)),
        Map.entry("satchel.image.precompute", String.join(",", PRECOMPUTED)));
  }
}
