package dev.satchel.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LibraryPathTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void findsWhatEverySystemHas() {
    assertThat(LibraryPath.holds("libnothing.so.0", "libm.so.6", "libc.musl-x86_64.so.1")).isTrue();
  }

  @Test
  void findsNothingThatIsNotThere() {
    assertThat(LibraryPath.holds("libnothing.so.0")).isFalse();
  }
}
