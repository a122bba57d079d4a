package dev.satchel.image.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process that has confined itself, and then tries what it has given up. */
@EnabledOnOs(OS.LINUX)
class ConfinementTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final int MOST = 160 * MEBIBYTE;

  @Test
  void leavesNothingButComputingAndReading() throws Exception {
    assertThat(outputOf("main"))
        .containsExactly(
            "confined: memory and system calls",
            "reads a file: yes",
            "starts a thread: yes",
            "takes 16 MiB: yes",
            "takes 1024 MiB: no",
            "writes a file: no",
            "listens: no",
            "starts a process: no",
            "signals another process: no");
  }

  @Test
  void limitsWhatComesNext() throws Exception {
    assertThat(outputOf("allow"))
        .containsExactly("takes 128 MiB: no", "takes 128 MiB once it may: yes");
  }

  private static List<String> outputOf(String what) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:MaxDirectMemorySize=2g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Confined.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output = new ByteArrayOutputStream();
    process.getInputStream().transferTo(output);
    assertThat(process.waitFor()).isZero();
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The process. */
  static final class Confined {

    private Confined() {}

    @FunctionalInterface
    private interface Attempt {
      void run() throws Exception;
    }

    public static void main(String... arguments) {
      // What a runtime loads on the way to these calls is not what is tried out.
      rehearse();
      Confinement confinement = Confinement.enter(MOST).orElseThrow();
      if (arguments[0].equals("allow")) {
        confinement.allow(64 * MEBIBYTE);
        tell("takes 128 MiB", () -> take(128));
        confinement.allow(MOST);
        tell("takes 128 MiB once it may", () -> take(128));
      } else {
        System.out.println("confined: " + confinement);
        tellAll();
      }
    }

    private static void rehearse() {
      tell("", () -> Files.readAllBytes(Path.of("/proc/self/stat")));
      tell("", () -> Thread.ofPlatform().start(() -> {}).join());
      tell("", () -> take(1));
    }

    private static void tellAll() {
      tell("reads a file", () -> Files.readAllBytes(Path.of("/proc/self/stat")));
      tell("starts a thread", () -> Thread.ofPlatform().start(() -> {}).join());
      tell("takes 16 MiB", () -> take(16));
      tell("takes 1024 MiB", () -> take(1024));
      tell("writes a file", () -> Files.write(Path.of("target/confined.txt"), new byte[1]));
      tell("listens", () -> new ServerSocket(0).close());
      tell("starts a process", () -> new ProcessBuilder("true").start());
      tell("signals another process", Confined::signalParent);
    }

    /** To ask for the signal's permission would be enough. */
    private static void signalParent() throws IOException {
      var kill =
          dev.satchel.foreign.NativeLibrary.load("libc.so.6")
              .function(
                  "kill",
                  dev.satchel.foreign.CType.INT,
                  dev.satchel.foreign.CType.INT,
                  dev.satchel.foreign.CType.INT);
      if ((int) kill.call(ProcessHandle.current().parent().orElseThrow().pid(), 0) != 0) {
        throw new IOException("Not permitted");
      }
    }

    private static void take(int mebibytes) {
      ByteBuffer memory = ByteBuffer.allocateDirect(mebibytes * MEBIBYTE);
      for (int at = 0; at < memory.capacity(); at += 4096) {
        memory.put(at, (byte) 1);
      }
    }

    private static void tell(String what, Attempt attempt) {
      String outcome;
      try {
        attempt.run();
        outcome = "yes";
      } catch (Exception | Error refused) {
        outcome = "no";
      }
      if (!what.isEmpty()) {
        System.out.println(what + ": " + outcome);
      }
    }
  }
}
