package dev.satchel.image;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** ARCHITECTURE.md's table of the rooms within {@code image}, as rules. */
class ImageRoomsTest {

  private static final String FRONT = "dev.satchel.image";

  /** Where others call. The rest of the front is words. */
  private static final DescribedPredicate<JavaClass> DOORS =
      belongToAnyOf(
          EngineChoice.class,
          ImageEngine.class,
          ImageProbe.class,
          IsolatedThumbnails.class,
          DividedThumbnails.class,
          JpegExcerpt.class,
          RenderWorker.class);

  /** Which rooms a room may use, besides itself and the words. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "header", Set.of(),
          "pipeline", Set.of("header"),
          "portable", Set.of("header", "pipeline"),
          "system", Set.of("header", "pipeline"),
          "isolation", Set.of("pipeline"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(FRONT);

  @TestFactory
  Stream<DynamicTest> roomsUseOnlyWhatTheTableAllows() {
    return MAY_USE.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(), () -> rule(row.getKey(), row.getValue()).check(CLASSES)));
  }

  @Test
  void everyRoomIsInTheTable() {
    classes()
        .that(not(resideInAPackage(FRONT)))
        .should()
        .resideInAnyPackage(rooms(MAY_USE.keySet().stream()))
        .check(CLASSES);
  }

  @Test
  void roomsFormNoCycles() {
    slices().matching(FRONT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void wordsKnowNeitherRoomsNorDoors() {
    noClasses()
        .that(resideInAPackage(FRONT).and(not(DOORS)))
        .should()
        .dependOnClassesThat(resideInAPackage(FRONT + ".*..").or(DOORS))
        .check(CLASSES);
  }

  @Test
  void onlySystemCallsSharedLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage(FRONT + ".system..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.satchel.foreign..", "java.lang.foreign..")
        .check(CLASSES);
  }

  private static ArchRule rule(String name, Set<String> others) {
    String[] allowed = rooms(Stream.concat(Stream.of(name), others.stream()));
    return noClasses()
        .that()
        .resideInAPackage(FRONT + "." + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(FRONT + ".*..").and(not(resideInAnyPackage(allowed))).or(DOORS));
  }

  private static String[] rooms(Stream<String> names) {
    return names.map(name -> FRONT + "." + name + "..").toArray(String[]::new);
  }
}
