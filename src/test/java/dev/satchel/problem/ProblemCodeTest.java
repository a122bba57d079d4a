package dev.satchel.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.DocumentTables;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemCodeTest {

  /** The contract's statuses with an error body, and the framework's two. */
  private static final Set<Integer> STATUSES =
      Set.of(400, 403, 405, 406, 408, 409, 410, 412, 413, 415, 422, 429, 460, 503);

  private static final Pattern STATUS = Pattern.compile("[0-9]{3}");
  private static final Pattern NAME = Pattern.compile("`([a-z_0-9]+)`");

  @ParameterizedTest
  @EnumSource
  void hasAStatusThatTheContractKnowsAndANameInSnakeCase(ProblemCode code) {
    assertThat(STATUSES).contains(code.status());
    assertThat(code.wireName()).matches("[a-z]+[0-9]*(_[a-z0-9]+)*");
  }

  @Test
  void standsInTheTableUnderItsStatus() throws IOException {
    Map<String, List<Integer>> documented = new TreeMap<>();
    for (List<String> row : DocumentTables.of("api.md", "status")) {
      List<Integer> statuses = found(STATUS, 0, row.get(0)).stream().map(Integer::valueOf).toList();
      for (String name : found(NAME, 1, row.get(1))) {
        assertThat(documented.put(name, statuses)).as(name).isNull();
      }
    }

    assertThat(documented.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemCode.values()).map(ProblemCode::wireName).toList());
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(documented.get(code.wireName())).as(code.wireName()).contains(code.status());
    }
  }

  private static List<String> found(Pattern pattern, int group, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(group)).toList();
  }
}
