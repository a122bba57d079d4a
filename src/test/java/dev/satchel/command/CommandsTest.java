package dev.satchel.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.command.Command.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandsTest {

  @ParameterizedTest
  @EnumSource
  void areFoundByTheirWords(Kind kind) {
    assertThat(Commands.of(kind.words().split(" "))).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({"erasures", "replay", "erasures replay now", "Erasures replay", "help"})
  void areNothingElse(String arguments) {
    assertThat(Commands.of(arguments.split(" "))).isEmpty();
  }

  @Test
  void areToldOfInTheUsage() {
    assertThat(Commands.usage().lines())
        .hasSize(1 + Kind.values().length)
        .anySatisfy(line -> assertThat(line).contains("satchel erasures replay", "backup"));
  }
}
