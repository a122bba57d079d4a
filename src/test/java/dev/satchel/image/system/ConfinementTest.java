package dev.satchel.image.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.foreign.CMemory;
import dev.satchel.foreign.CType;
import dev.satchel.foreign.NativeLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that has confined itself, and then tries what it has given up. */
@EnabledOnOs(OS.LINUX)
class ConfinementTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final int MOST = 160 * MEBIBYTE;

  @Test
  void leavesNothingButComputingAndReading(@TempDir Path directory) throws Exception {
    Path scratch = Files.writeString(directory.resolve("scratch"), "kept");
    assertThat(outputOf("main", scratch.toString()))
        .containsExactly(
            "confined: memory and system calls",
            "reads a file: yes",
            "starts a thread: yes",
            "takes 16 MiB: yes",
            "takes 1024 MiB: no",
            "writes a file: no",
            "listens: no",
            "starts a process: no",
            "signals another process: no",
            "empties a file: no",
            "makes a file: no",
            "has a file signal another process: no",
            "limits another process: no");
    assertThat(scratch).hasContent("kept");
  }

  @Test
  void limitsWhatComesNext() throws Exception {
    assertThat(outputOf("allow"))
        .containsExactly("takes 128 MiB: no", "takes 128 MiB once it may: yes");
  }

  private static List<String> outputOf(String... what) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:MaxDirectMemorySize=2g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Confined.class.getName()));
    command.addAll(List.of(what));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var output = new ByteArrayOutputStream();
    process.getInputStream().transferTo(output);
    assertThat(process.waitFor()).isZero();
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The process. */
  static final class Confined {

    private static final boolean AMD64 = System.getProperty("os.arch", "").equals("amd64");
    private static final int OPEN_AT = AMD64 ? 257 : 56;
    private static final int MAKE_NODE_AT = AMD64 ? 259 : 33;
    private static final int CONTROL = AMD64 ? 72 : 25; // fcntl
    private static final int LIMIT = AMD64 ? 302 : 261; // prlimit64

    private static final long HERE = -100; // AT_FDCWD
    private static final long TRUNCATE = 0x200; // O_RDONLY with O_TRUNC
    private static final long REGULAR = 0x8000 | 0x180; // S_IFREG, for its owner
    private static final long SET_OWNER = 8; // F_SETOWN
    private static final long CORE_SIZE = 4; // RLIMIT_CORE, asked for nothing and set to nothing

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
        tellAll(arguments[1]);
      }
    }

    private static void rehearse() {
      tell("", () -> Files.readAllBytes(Path.of("/proc/self/stat")));
      tell("", () -> Thread.ofPlatform().start(() -> {}).join());
      tell("", () -> take(1));
      tell("", () -> call(CONTROL, 0, 1, 0, 0));
      tell("", () -> path("."));
    }

    private static void tellAll(String scratch) {
      tell("reads a file", () -> Files.readAllBytes(Path.of("/proc/self/stat")));
      tell("starts a thread", () -> Thread.ofPlatform().start(() -> {}).join());
      tell("takes 16 MiB", () -> take(16));
      tell("takes 1024 MiB", () -> take(1024));
      tell("writes a file", () -> Files.write(Path.of("target/confined.txt"), new byte[1]));
      tell("listens", () -> new ServerSocket(0).close());
      tell("starts a process", () -> new ProcessBuilder("true").start());
      tell("signals another process", Confined::signalParent);
      tell("empties a file", () -> call(OPEN_AT, HERE, path(scratch), TRUNCATE, 0));
      tell("makes a file", () -> call(MAKE_NODE_AT, HERE, path(scratch + ".made"), REGULAR, 0));
      tell("has a file signal another process", () -> call(CONTROL, 0, SET_OWNER, parent(), 0));
      tell("limits another process", () -> call(LIMIT, parent(), CORE_SIZE, 0, 0));
    }

    private static long parent() {
      return ProcessHandle.current().parent().orElseThrow().pid();
    }

    /** Of the system, by its number. */
    private static void call(long number, long first, long second, long third, long fourth)
        throws IOException {
      var call =
          NativeLibrary.load("libc.so.6")
              .variadic(
                  "syscall",
                  1,
                  CType.LONG,
                  CType.LONG,
                  CType.LONG,
                  CType.LONG,
                  CType.LONG,
                  CType.LONG);
      if (call.call(number, first, second, third, fourth) < 0) {
        throw new IOException("Not permitted");
      }
    }

    private static long path(String path) {
      return CMemory.string(Arena.global(), path).address();
    }

    /** To ask for the signal's permission would be enough. */
    private static void signalParent() throws IOException {
      var kill = NativeLibrary.load("libc.so.6").function("kill", CType.INT, CType.INT, CType.INT);
      if ((int) kill.call(parent(), 0) != 0) {
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
