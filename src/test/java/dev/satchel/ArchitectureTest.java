package dev.satchel;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** ARCHITECTURE.md's table of packages, as rules. */
class ArchitectureTest {

  /** Which packages of ours a package may use, besides itself. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("codec", Set.of()),
          Map.entry("command", Set.of()),
          Map.entry("client", Set.of("command", "id")),
          Map.entry("database", Set.of("command", "lifetime", "log", "problem")),
          Map.entry("foreign", Set.of()),
          Map.entry("digest", Set.of("foreign")),
          Map.entry("image", Set.of("command", "foreign")),
          Map.entry("problem", Set.of("log")),
          Map.entry("time", Set.of()),
          Map.entry("id", Set.of()),
          Map.entry("lifetime", Set.of()),
          Map.entry("log", Set.of()),
          Map.entry("http", Set.of("id", "lifetime", "log", "problem")),
          Map.entry(
              "access",
              Set.of("command", "database", "digest", "http", "id", "lifetime", "problem")),
          Map.entry(
              "audit",
              Set.of(
                  "access",
                  "blob",
                  "command",
                  "database",
                  "digest",
                  "http",
                  "id",
                  "lifetime",
                  "log",
                  "problem",
                  "time")),
          Map.entry(
              "key",
              Set.of("access", "audit", "command", "database", "http", "id", "problem", "time")),
          Map.entry("blob", Set.of("digest", "id", "lifetime", "log", "problem")),
          Map.entry(
              "file",
              Set.of(
                  "access",
                  "audit",
                  "blob",
                  "command",
                  "database",
                  "http",
                  "id",
                  "problem",
                  "retention")),
          Map.entry(
              "thumbnail",
              Set.of("blob", "database", "file", "id", "image", "lifetime", "log", "problem")),
          Map.entry(
              "download",
              Set.of(
                  "access",
                  "audit",
                  "blob",
                  "file",
                  "http",
                  "id",
                  "image",
                  "lifetime",
                  "problem",
                  "thumbnail")),
          Map.entry(
              "intake",
              Set.of(
                  "access",
                  "audit",
                  "blob",
                  "codec",
                  "database",
                  "digest",
                  "file",
                  "http",
                  "id",
                  "image",
                  "lifetime",
                  "log",
                  "problem",
                  "request",
                  "retention",
                  "thumbnail")),
          Map.entry(
              "erasure",
              Set.of(
                  "access",
                  "audit",
                  "blob",
                  "command",
                  "database",
                  "digest",
                  "event",
                  "file",
                  "http",
                  "id",
                  "lifetime",
                  "log",
                  "privacy",
                  "request",
                  "retention")),
          Map.entry(
              "tus", Set.of("access", "audit", "file", "http", "id", "intake", "problem", "time")),
          Map.entry(
              "page",
              Set.of(
                  "access",
                  "audit",
                  "database",
                  "digest",
                  "http",
                  "intake",
                  "problem",
                  "request",
                  "tus")),
          Map.entry("privacy", Set.of()),
          Map.entry("event", Set.of("database")),
          Map.entry(
              "webhook",
              Set.of(
                  "access",
                  "audit",
                  "command",
                  "database",
                  "event",
                  "http",
                  "id",
                  "lifetime",
                  "log",
                  "problem",
                  "retention",
                  "time")),
          Map.entry(
              "request",
              Set.of(
                  "access",
                  "audit",
                  "database",
                  "digest",
                  "event",
                  "file",
                  "http",
                  "id",
                  "privacy",
                  "problem",
                  "retention",
                  "time",
                  "webhook")),
          Map.entry("retention", Set.of("access", "database", "id", "lifetime")),
          Map.entry("dev", Set.of()));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.satchel");

  @TestFactory
  Stream<DynamicTest> packagesUseOnlyWhatTheTableAllows() {
    return MAY_USE.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(), () -> rule(row.getKey(), row.getValue()).check(CLASSES)));
  }

  @Test
  void everyPackageIsInTheTable() {
    classes()
        .that(not(resideInAPackage("dev.satchel")))
        .should()
        .resideInAnyPackage(
            MAY_USE.keySet().stream().map(ArchitectureTest::ours).toArray(String[]::new))
        .check(CLASSES);
  }

  /** What is in packages within a package is for that package alone. */
  @TestFactory
  Stream<DynamicTest> packagesWithinPackagesAreHidden() {
    return MAY_USE.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> hidden(name).check(CLASSES)));
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("dev.satchel.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyBlobKnowsTheS3Sdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.satchel.blob")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(CLASSES);
  }

  /** A binary has to know what is written as JSON; by no means all of it is in a signature. */
  @Test
  void viewsAreRegistered() {
    classes()
        .that()
        .haveSimpleNameEndingWith("View")
        .should()
        .beAnnotatedWith(RegisterForReflection.class)
        .check(CLASSES);
  }

  /** Deadlines of the framework's pool outlive what they are for. */
  @Test
  void onlyLifetimeSetsDeadlines() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.satchel.lifetime")
        .should()
        .callMethod(Uni.class, "ifNoItem")
        .orShould()
        .callMethod(Infrastructure.class, "getDefaultWorkerPool")
        .check(CLASSES);
  }

  /** Its pool and its sessions; rows and the values of parameters are known to all who ask. */
  @Test
  void onlyDatabaseKnowsTheWayToPostgresql() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.satchel.database")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.mutiny.sqlclient..")
                .and(
                    not(
                        belongToAnyOf(
                            Tuple.class,
                            SqlResult.class,
                            RowSet.class,
                            RowIterator.class,
                            Row.class))))
        .orShould()
        .dependOnClassesThat(belongToAnyOf(Panache.class, Mutiny.class))
        .check(CLASSES);
  }

  @Test
  void onlyTheEdgeKnowsHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.satchel.http", "dev.satchel.problem")
        .and()
        .haveSimpleNameNotEndingWith("Resource")
        .and()
        .haveSimpleNameNotEndingWith("Responses")
        .and()
        .doNotHaveFullyQualifiedName("dev.satchel.access.AccessFilter")
        .and()
        .doNotHaveFullyQualifiedName("dev.satchel.access.Callers")
        .and()
        .haveNameNotMatching("dev\\.satchel\\.webhook\\.(Sender|DeliveryExchange)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "io.vertx.core.http..", "io.vertx.ext.web..")
        .check(CLASSES);
  }

  @Test
  void theCodecIsPureJava() {
    classes()
        .that()
        .resideInAPackage("dev.satchel.codec")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.satchel.codec", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  private static ArchRule rule(String name, Set<String> others) {
    String[] allowed =
        Stream.concat(Stream.of(name), others.stream())
            .map(ArchitectureTest::ours)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ours(name))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.satchel..").and(not(resideInAnyPackage(allowed))));
  }

  private static ArchRule hidden(String name) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ours(name))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.satchel." + name + ".*..");
  }

  private static String ours(String name) {
    return "dev.satchel." + name + "..";
  }
}
