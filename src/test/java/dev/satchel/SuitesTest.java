package dev.satchel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.SelectClasses;

/** That no test of the running service is forgotten between the two suites. */
class SuitesTest {

  private static final Path SOURCES = Path.of("src", "test", "java");

  @Test
  void whatOneSuiteLeavesOutIsInTheOther() {
    String[] leftOut = FeaturesSuite.class.getAnnotation(ExcludeClassNamePatterns.class).value();

    assertThat(Stream.of(leftOut).map(it -> it.replace("\\.", ".")))
        .isSubsetOf(named(LimitsSuite.class).toList())
        .containsAll(named(LimitsSuite.class).filter(SuitesTest::isInAWholePackage).toList());
  }

  @Test
  void whatIsInNoWholePackageIsNamed() throws IOException {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      List<String> outside =
          sources
              .filter(it -> it.toString().endsWith("Test.java"))
              .filter(SuitesTest::startsTheService)
              .map(SuitesTest::className)
              .filter(it -> !isInAWholePackage(it))
              .toList();

      assertThat(outside)
          .isNotEmpty()
          .isSubsetOf(Stream.concat(named(FeaturesSuite.class), named(LimitsSuite.class)).toList());
    }
  }

  /** Else it would run twice. */
  @Test
  void whatASuiteRunsTheBuildLeavesOutElsewhere() throws IOException {
    String build = Files.readString(Path.of("pom.xml"));

    assertThat(Stream.of(FeaturesSuite.class, LimitsSuite.class).flatMap(SuitesTest::named))
        .filteredOn(it -> !isInAWholePackage(it))
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(build).contains("<exclude>" + it.replace('.', '/') + ".java</exclude>"));
  }

  /** Which classes have used a JVM's servers before is not to be foreseen. */
  @Test
  void whatStartsThePackagedServiceEmptiesTheStorageFirst() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      List<Path> starting =
          sources
              .filter(it -> it.toString().endsWith("IT.java"))
              .filter(it -> read(it).contains("PackagedSatchel.start("))
              .toList();

      assertThat(starting)
          .hasSizeGreaterThan(5)
          .allSatisfy(
              it ->
                  assertThat(read(it))
                      .containsAnyOf("@ExtendWith(EmptyStorage.class)", "Storage.empty()"));
    }
  }

  private static Stream<String> named(Class<?> suite) {
    return Stream.of(suite.getAnnotation(SelectClasses.class).names());
  }

  private static boolean isInAWholePackage(String name) {
    return name.startsWith("dev.satchel.api.") || name.startsWith("dev.satchel.retention.");
  }

  private static boolean startsTheService(Path source) {
    return read(source).lines().anyMatch("@QuarkusTest"::equals);
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String className(Path source) {
    String path = SOURCES.relativize(source).toString();
    return path.substring(0, path.length() - ".java".length()).replace('/', '.');
  }
}
