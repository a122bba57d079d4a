package dev.satchel.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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

  /** The scope of that name. */
  public static Optional<Scope> of(String wireName) {
    return Arrays.stream(values()).filter(scope -> scope.wireName.equals(wireName)).findFirst();
  }

  /** The names of all scopes, for people. */
  public static String names() {
    return Arrays.stream(values()).map(Scope::wireName).collect(Collectors.joining(", "));
  }

  /** Scopes separated by spaces (the form of RFC 6749 section 3.3); unknown ones are left out. */
  static Set<Scope> parse(String scopes) {
    List<String> names = List.of(scopes.split(" "));
    return Arrays.stream(values())
        .filter(scope -> names.contains(scope.wireName))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }

  /** What {@link #parse} reads, in the order of this class. */
  public static String format(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(" "));
  }
}
