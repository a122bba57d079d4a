package dev.satchel.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Erasures that a restored backup has undone. */
@ConfigMapping(prefix = "satchel.erasure")
public interface ErasureConfig {

  /**
   * Whether a replica is ready, and delivers, though the ledger has erasures that the database does
   * not know and that cannot be read: whom they are about may be there again.
   */
  @WithDefault("false")
  boolean acceptUnreadable();
}
