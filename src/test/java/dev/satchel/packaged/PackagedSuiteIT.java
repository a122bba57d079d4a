package dev.satchel.packaged;

import dev.satchel.testing.Storage;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * What Quarkus starts the packaged service for, once for both classes, in a JVM beside that of the
 * tests that start it themselves.
 */
@Suite
@SelectClasses(names = {"dev.satchel.packaged.FilesIT", "dev.satchel.packaged.LargeFileIT"})
class PackagedSuiteIT {

  @BeforeSuite
  static void empty() throws Exception {
    Storage.empty();
  }
}
