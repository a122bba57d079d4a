package dev.satchel.key;

import dev.satchel.access.Accounts;
import dev.satchel.access.Scope;
import dev.satchel.command.Arguments;
import dev.satchel.command.Command;
import dev.satchel.command.MisuseException;
import dev.satchel.problem.ProblemException;
import dev.satchel.time.OffsetTime;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code satchel keys create}: makes a key for whoever may write to the database, so that no
 * bootstrap key is needed; and the account whose it is, where that is not there.
 */
@ApplicationScoped
class CreateCommand implements Command {

  private static final String OPERATOR = "default";

  private final Accounts accounts;
  private final AccountKeys keys;
  private final Clock clock;

  CreateCommand(Accounts accounts, AccountKeys keys, Clock clock) {
    this.accounts = accounts;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Kind kind() {
    return Kind.KEYS_CREATE;
  }

  @Override
  public Uni<Result> run(Arguments arguments) {
    NewApiKey wanted = wanted(arguments);
    String account = arguments.option("--account", CreateCommand::label).orElse(OPERATOR);
    return accounts
        .named(account)
        .chain(id -> keys.issue(id, wanted, "satchel " + kind().words()))
        .map(issued -> new Result(true, issued.key()))
        .onFailure(ProblemException.class)
        .transform(refused -> new MisuseException(String.valueOf(refused.getMessage())));
  }

  private NewApiKey wanted(Arguments arguments) {
    var expiresAt =
        arguments.option(
            "--expires-at",
            text -> OffsetTime.parse(text).filter(end -> end.isAfter(clock.instant())));
    return new NewApiKey(
        arguments.option("--name", CreateCommand::label).orElseThrow(),
        arguments.option("--scopes", CreateCommand::scopes).orElse(EnumSet.allOf(Scope.class)),
        expiresAt);
  }

  private static Optional<String> label(String text) {
    return Optional.of(text)
        .filter(it -> !it.isBlank() && it.length() <= NewApiKey.LONGEST_NAME)
        .filter(it -> it.chars().noneMatch(Character::isISOControl));
  }

  private static Optional<Set<Scope>> scopes(String text) {
    List<String> names = Arrays.asList(text.split(","));
    Set<Scope> scopes =
        names.stream()
            .map(Scope::of)
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    return scopes.size() == names.size() ? Optional.of(scopes) : Optional.empty();
  }
}
