package dev.satchel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code that a page of {@code docs} shows, for tests that run it as it stands there. */
public final class CodeBlocks {

  private CodeBlocks() {}

  /** The blocks of a language, in the order of the page. */
  public static List<String> of(String page, String language) throws IOException {
    Matcher block =
        Pattern.compile("(?sm)^```" + language + "\\n(.*?)^```$")
            .matcher(Files.readString(Path.of("docs", page)));
    return block.results().map(it -> it.group(1)).toList();
  }

  /** Whether a command is there, and so what is written for it can be run. */
  public static boolean isInstalled(String command, String version) throws InterruptedException {
    try {
      return new ProcessBuilder(command, version).start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
