package dev.satchel.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** Where secrets of endpoints come from. */
@ApplicationScoped
class NewSecrets {

  private final SecureRandom random = new SecureRandom();

  EndpointSecret next() {
    return EndpointSecret.generate(random);
  }
}
