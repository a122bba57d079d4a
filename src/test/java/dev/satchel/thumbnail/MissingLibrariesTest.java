package dev.satchel.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingLibrariesTest {

  @Test
  void areNoneWhereBothAreThere() {
    assertThat(MissingLibraries.hint("native-1+vips")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          portable-1 | ID=debian             | sudo apt install libturbojpeg0 libvips42
          native-1   | ID=ubuntu ID_LIKE=debian | sudo apt install libvips42
          vips-1     | id=debian             | sudo apt install libturbojpeg0
          portable-1 | id="fedora"           | sudo dnf install turbojpeg vips
          portable-1 | mac                   | brew install jpeg-turbo vips
          portable-1 | id=arch               | Your system's packages have it.
          """)
  void areToldWithTheCommandThatInstallsThem(String engine, String system, String command) {
    assertThat(MissingLibraries.hint(engine, system.toLowerCase(Locale.ROOT)))
        .hasValueSatisfying(hint -> assertThat(hint).endsWith(". " + command));
  }

  @Test
  void sayWhichPicturesGetNone() {
    assertThat(MissingLibraries.hint("vips-1", "").orElseThrow())
        .startsWith("There is no libjpeg-turbo: ")
        .doesNotContain("HEIC");
    assertThat(MissingLibraries.hint("native-1", "").orElseThrow())
        .startsWith("There is no libvips: ")
        .contains("HEIC");
  }
}
