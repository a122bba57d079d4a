package dev.satchel.file;

import dev.satchel.blob.BlobKey;
import dev.satchel.command.Arguments;
import dev.satchel.command.Command;
import dev.satchel.file.BucketComparison.Findings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code satchel retention report}: whether the bucket and the files on record fit together, which
 * they may not after a restore. What is being uploaded meanwhile counts as without a file.
 */
@ApplicationScoped
class ReportCommand implements Command {

  private static final int NAMES = 1_000;

  private final ComparisonPass comparison;

  ReportCommand(ComparisonPass comparison) {
    this.comparison = comparison;
  }

  @Override
  public Kind kind() {
    return Kind.RETENTION_REPORT;
  }

  @Override
  public Uni<Result> run(Arguments arguments) {
    int names = arguments.option("--lines", ReportCommand::number).orElse(NAMES);
    return comparison
        .report(names)
        .map(found -> new Result(found.orphans() + found.missing() == 0, text(found)));
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static String text(Findings found) {
    Stream<String> counts =
        Stream.of(
            "objects: " + found.seen(),
            "objects and open uploads without a file: " + found.orphans(),
            "files without an object: " + found.missing());
    return Stream.of(
            counts,
            lines("without a file: ", found.namedOrphans().stream()),
            lines("without an object: ", found.namedMissing().stream()))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static Stream<String> lines(String what, Stream<BlobKey> keys) {
    return keys.map(key -> what + key.value());
  }
}
