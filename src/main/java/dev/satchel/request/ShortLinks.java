package dev.satchel.request;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** Makes names of requests that are short, easy to read out, and not to be guessed. */
@ApplicationScoped
class ShortLinks {

  /** Without letters that look like digits. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  /** Each character is five bits: sixty in all. */
  private static final int LENGTH = 12;

  private final SecureRandom random = new SecureRandom();

  String next() {
    return random
        .ints(LENGTH, 0, ALPHABET.length())
        .map(ALPHABET::charAt)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
