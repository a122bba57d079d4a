package dev.satchel.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Empties the database and the bucket before the tests of a class, which start the packaged service
 * themselves: which classes have used them before, in the same JVM, is not to be foreseen.
 */
public final class EmptyStorage implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Storage.empty();
  }
}
