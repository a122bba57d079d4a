package dev.satchel.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the events of a document should be, by slow and plain code over its tree: the rules of the
 * contract, written a second time.
 */
final class ReferenceReading {
  private static final UploadLimits LIMITS = UploadLimits.defaults();

  private final List<String> lines = new ArrayList<>();

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private ReferenceReading() {}

  /** The lines of {@link Reading#events()}; empty if the document is to be refused. */
  static Optional<List<String>> of(ReferenceTree tree) {
    try {
      ReferenceReading reading = new ReferenceReading();
      reading.request(members(tree));
      return Optional.of(reading.lines);
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private void request(List<ReferenceTree.Member> members) {
    Set<String> seen = new HashSet<>();
    for (ReferenceTree.Member member : members) {
      switch (known(member, seen, "files", "userId", "fileRequestId", "expiryInterval")) {
        case "files" -> files(member.value());
        case "userId" -> lines.add("USER_ID " + text(member.value(), 0, 64));
        case "fileRequestId" -> lines.add("FILE_REQUEST_ID " + textOrNull(member.value(), 64));
        case "expiryInterval" -> lines.add("EXPIRY " + seconds(member.value()));
        default -> {}
      }
    }
    require(seen.containsAll(Set.of("files", "userId")));
  }

  private void files(ReferenceTree value) {
    require(value instanceof ReferenceTree.Elements);
    List<ReferenceTree> files = ((ReferenceTree.Elements) value).elements();
    require(!files.isEmpty() && files.size() <= LIMITS.maxFiles());
    for (int i = 0; i < files.size(); i++) {
      lines.add(i + " started ");
      file(i, members(files.get(i)));
      lines.add(i + " ended ");
    }
  }

  private void file(int index, List<ReferenceTree.Member> members) {
    Set<String> seen = new HashSet<>();
    for (ReferenceTree.Member member : members) {
      ReferenceTree value = member.value();
      switch (known(member, seen, "name", "description", "type", "contents", "sha256")) {
        case "name" -> lines.add(index + " NAME " + text(value, 1, 255));
        case "description" -> lines.add(index + " DESCRIPTION " + textOrNull(value, 2_000));
        case "type" -> lines.add(index + " TYPE " + text(value, 0, 255));
        case "sha256" -> lines.add(index + " SHA256 " + textOrNull(value, 64));
        case "contents" -> contents(index, value);
        default -> {}
      }
    }
    require(seen.containsAll(Set.of("name", "type", "contents")));
  }

  private void contents(int index, ReferenceTree value) {
    require(value instanceof ReferenceTree.Text);
    String base64 = ((ReferenceTree.Text) value).value().replaceAll("[\r\n\t ]", "");
    require(base64.matches("([A-Za-z0-9+/]{4})*+([A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?)?"));
    byte[] bytes = Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    lines.add(index + " bytes " + Base64.getEncoder().encodeToString(bytes));
    lines.add(index + " size " + bytes.length);
  }

  private static String known(ReferenceTree.Member member, Set<String> seen, String... names) {
    if (List.of(names).contains(member.name())) {
      require(seen.add(member.name()));
      return member.name();
    }
    require(depth(member.value()) <= LIMITS.maxDepth());
    return "";
  }

  private static int depth(ReferenceTree tree) {
    return switch (tree) {
      case ReferenceTree.Members(var members) ->
          1 + members.stream().mapToInt(member -> depth(member.value())).max().orElse(0);
      case ReferenceTree.Elements(var elements) ->
          1 + elements.stream().mapToInt(ReferenceReading::depth).max().orElse(0);
      default -> 0;
    };
  }

  private static String seconds(ReferenceTree value) {
    if (value instanceof ReferenceTree.Nothing) {
      return "null";
    }
    require(value instanceof ReferenceTree.Numeral);
    try {
      BigDecimal number = new BigDecimal(((ReferenceTree.Numeral) value).spelling());
      require(number.signum() > 0 && number.precision() - (long) number.scale() <= 10);
      BigDecimal whole = number.stripTrailingZeros();
      require(whole.scale() <= 0 && whole.longValueExact() <= 3_153_600_000L);
      return Long.toString(whole.longValueExact());
    } catch (NumberFormatException _) {
      throw new Refused();
    }
  }

  private static String textOrNull(ReferenceTree value, int longest) {
    return value instanceof ReferenceTree.Nothing ? "null" : text(value, 0, longest);
  }

  private static String text(ReferenceTree value, int shortest, int longest) {
    require(value instanceof ReferenceTree.Text);
    String text = ((ReferenceTree.Text) value).value();
    int length = text.codePointCount(0, text.length());
    require(length >= shortest && length <= longest);
    require(text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF)));
    return text;
  }

  private static List<ReferenceTree.Member> members(ReferenceTree value) {
    require(value instanceof ReferenceTree.Members);
    return ((ReferenceTree.Members) value).members();
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new Refused();
    }
  }
}
