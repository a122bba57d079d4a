package dev.satchel.page;

import dev.satchel.digest.Sha256;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Style and script of the page, under names that change with them, so browsers may keep them. */
@Singleton
final class PageAssets {

  private static final int NAME_BYTES = 6;

  private final Map<String, PageAsset> byName;

  PageAssets() {
    byName =
        Arrays.stream(PageAsset.Kind.values())
            .map(PageAssets::load)
            .collect(Collectors.toMap(PageAsset::name, Function.identity()));
  }

  /** That of the name, if there is one. */
  Optional<PageAsset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The name that a page refers to. */
  String name(PageAsset.Kind kind) {
    return byName.values().stream()
        .filter(asset -> asset.kind() == kind)
        .map(PageAsset::name)
        .findFirst()
        .orElseThrow();
  }

  private static PageAsset load(PageAsset.Kind kind) {
    try (InputStream file = PageAssets.class.getResourceAsStream("/page/" + kind.file())) {
      byte[] bytes = file.readAllBytes();
      String digest = HexFormat.of().formatHex(Sha256.of(bytes), 0, NAME_BYTES);
      return new PageAsset(kind, digest + "-" + kind.file(), bytes, compressed(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("The program holds its own files", e);
    }
  }

  private static byte[] compressed(byte[] bytes) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }
}
