package dev.satchel.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageMessagesTest {

  /** Values that a message holds, for the template or for the script. */
  private static final Pattern PLACE = Pattern.compile("\\{[a-z]+}|%[1-9]");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
  void areAllThereInEachLanguageWithTheSameValues(PageLanguage language) throws IOException {
    var translated = new Properties();
    Path file = Path.of("src/main/resources/messages/text_%s.properties".formatted(language.tag()));
    try (Reader text = Files.newBufferedReader(file)) {
      translated.load(text);
    }

    assertThat(translated.stringPropertyNames()).isEqualTo(english().keySet());
    english()
        .forEach(
            (name, text) ->
                assertThat(places(translated.getProperty(name)))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(places(text)));
  }

  private static List<String> places(String text) {
    return PLACE.matcher(text).results().map(MatchResult::group).toList();
  }

  private static Map<String, String> english() {
    return Arrays.stream(PageMessages.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Message.class))
        .collect(
            Collectors.toMap(
                method -> method.getName(), method -> method.getAnnotation(Message.class).value()));
  }
}
