package dev.satchel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.satchel.http.Page;
import dev.satchel.http.PageConfig;
import dev.satchel.http.PageCursor;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.testing.Settings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileListRequestTest {

  private static final String ID = "9d6ad525-90c6-4c03-8f05-63584ee20a29";

  private final PageConfig config = Settings.defaults(PageConfig.class);

  @Test
  void asksForAPageOfEverythingWithoutParameters() {
    assertThat(request(null, null, null, null).query(config))
        .isEqualTo(
            new FileQuery(Optional.empty(), Optional.empty(), new Page(Optional.empty(), 50)));
  }

  @Test
  void asksForWhatTheParametersSay() {
    var cursor = new PageCursor(Instant.parse("2021-01-15T14:33:29.145322Z"), UUID.fromString(ID));

    assertThat(request(ID, ID, "7", cursor.toString()).query(config))
        .isEqualTo(
            new FileQuery(
                Optional.of(UUID.fromString(ID)),
                Optional.of(UUID.fromString(ID)),
                new Page(Optional.of(cursor), 7)));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "200, 200", "201, 200", "999999999, 200", "007, 7"})
  void givesNoMoreThanTheLargestPage(String limit, int expected) {
    assertThat(request(null, null, limit, null).query(config).page().limit()).isEqualTo(expected);
  }

  @Test
  void givesNoMoreThanTheLargestPageToWhoNamesNoLimit() {
    var narrow = Settings.with(PageConfig.class, Map.of("satchel.api.max-page-size", "20"));

    assertThat(request(null, null, null, null).query(narrow).page().limit()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "000", "-1", "+1", "1.0", "1e2", " 1", "1 ", "x", "0x10", "٧"})
  void refusesLimitsThatAreNoWholeNumberFromOneOn(String limit) {
    assertRefused(request(null, null, limit, null), ProblemCode.INVALID_LIMIT, "limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "me", "9d6ad525-90c6-4c03-8f05-63584ee20a2", "1-1-1-1-1"})
  void refusesWhatIsNoId(String id) {
    assertRefused(request(id, null, null, null), ProblemCode.INVALID_ID, "userId");
    assertRefused(request(null, id, null, null), ProblemCode.INVALID_ID, "fileRequestId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "next", "0"})
  void refusesACursorThatNoListGave(String cursor) {
    assertRefused(request(null, null, null, cursor), ProblemCode.INVALID_CURSOR, "cursor");
  }

  private void assertRefused(FileListRequest request, ProblemCode code, String path) {
    assertThatThrownBy(() -> request.query(config))
        .asInstanceOf(type(ProblemException.class))
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem).hasMessageStartingWith(path + " ");
            });
  }

  private static FileListRequest request(
      @Nullable String userId,
      @Nullable String fileRequestId,
      @Nullable String limit,
      @Nullable String cursor) {
    return new FileListRequest(userId, fileRequestId, limit, cursor);
  }
}
