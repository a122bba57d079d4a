package dev.satchel.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the events of file requests tell. */
@ConfigMapping(prefix = "satchel.webhooks")
public interface EventConfig {

  /** What events tell of a file request: all of it, or its id only. */
  @WithDefault("full")
  EventPayload payload();
}
