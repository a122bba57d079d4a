package dev.satchel.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.client.UploadCommand;
import dev.satchel.command.Command.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class CommandsTest {

  @ParameterizedTest
  @EnumSource
  void areFoundByTheirWords(Kind kind) {
    Stream<String> options =
        kind.options().stream()
            .filter(Option::isRequired)
            .flatMap(option -> Stream.of(option.name(), "a"));

    String[] arguments =
        Stream.concat(Stream.of(kind.words().split(" ")), options).toArray(String[]::new);

    assertThat(Commands.asked(arguments).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "erasures",
        "replay",
        "erasures replay now",
        "Erasures replay",
        "help",
        "keys create",
        "keys create --name",
        "migrate --name a",
        "keys create --name a --name b"
      })
  void areNothingElse(String arguments) {
    assertThatThrownBy(() -> Commands.asked(arguments.split(" ")))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void areToldWhatWasGiven() {
    Arguments arguments =
        Commands.asked("keys", "create", "--name=a b", "--scopes", "files:read").arguments();

    assertThat(arguments.option("--name")).contains("a b");
    assertThat(arguments.option("--scopes")).contains("files:read");
    assertThat(arguments.option("--account")).isEmpty();
  }

  @Test
  void areToldOfInTheHelp() {
    CommandLine program = Syntax.of(List.of(new UploadCommand()));

    assertThat(program.getUsageMessage())
        .contains("Usage: satchel", "erasures", "migrate", "upload");
    assertThat(program.getSubcommands())
        .hasEntrySatisfying(
            "erasures",
            group -> assertThat(group.getUsageMessage()).contains("replay", "restored backup"));
  }
}
