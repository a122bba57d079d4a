package dev.satchel.access;

import static dev.satchel.access.Scope.FILES_READ;
import static dev.satchel.access.Scope.FILES_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

  @Test
  void isNamedAsInTheContract() {
    assertThat(Arrays.stream(Scope.values()).map(Scope::wireName))
        .containsExactlyInAnyOrder(
            "files:read", "files:write", "requests:write", "webhooks:manage", "keys:manage");
  }

  @Test
  void isReadAsItWasWritten() {
    for (Scope scope : Scope.values()) {
      assertThat(Scope.parse(Scope.format(Set.of(scope)))).containsExactly(scope);
      Set<Scope> others = EnumSet.complementOf(EnumSet.of(scope));
      assertThat(Scope.parse(Scope.format(others))).isEqualTo(others);
    }
    assertThat(Scope.parse(Scope.format(Set.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "files:read files:write",
        "files:write files:read",
        "files:read files:read files:write",
        "  files:read   files:write  ",
        "files:erase files:read openid files:write openid"
      })
  void isFoundInAnyListOfThem(String scopes) {
    assertThat(Scope.parse(scopes)).containsExactlyInAnyOrder(FILES_READ, FILES_WRITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "files", "FILES:READ", "files:read,files:write", "files:*"})
  void isNotGivenByWhatDoesNotNameIt(String scopes) {
    assertThat(Scope.parse(scopes)).isEmpty();
  }
}
