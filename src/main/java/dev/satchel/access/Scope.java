package dev.satchel.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key may do. */
public enum Scope {
  FILES_READ("files:read"),
  FILES_WRITE("files:write"),
  REQUESTS_WRITE("requests:write"),
  WEBHOOKS_MANAGE("webhooks:manage"),
  KEYS_MANAGE("keys:manage");

  private final String wireName;

  Scope(String wireName) {
    this.wireName = wireName;
  }

  /** The scope as it is written, such as {@code files:read}. */
  public String wireName() {
    return wireName;
  }

  /** Scopes separated by spaces (the form of RFC 6749 section 3.3); unknown ones are left out. */
  static Set<Scope> parse(String scopes) {
    List<String> names = List.of(scopes.split(" "));
    return Arrays.stream(values())
        .filter(scope -> names.contains(scope.wireName))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }

  static String format(Set<Scope> scopes) {
    return scopes.stream().map(Scope::wireName).collect(Collectors.joining(" "));
  }
}
