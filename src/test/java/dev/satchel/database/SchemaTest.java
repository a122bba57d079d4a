package dev.satchel.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaTest {

  @Test
  void wantsEachMigrationThatThereIs() throws IOException {
    try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertThat(Schema.WANTED)
          .containsExactlyElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .map(name -> name.substring(1, name.indexOf("__")))
                  .sorted(
                      (one, other) ->
                          Integer.compare(Integer.parseInt(one), Integer.parseInt(other)))
                  .toList());
    }
  }
}
