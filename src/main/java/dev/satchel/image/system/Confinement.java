package dev.satchel.image.system;

import static dev.satchel.foreign.CType.INT;
import static dev.satchel.foreign.CType.LONG;
import static dev.satchel.foreign.CType.POINTER;

import dev.satchel.foreign.CMemory;
import dev.satchel.foreign.NativeFunction;
import dev.satchel.foreign.NativeLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a process gives up for good before it decodes what strangers have made, on Linux: new
 * privileges, memory beyond a limit ({@code RLIMIT_DATA}: what it has written to, so what a runtime
 * merely reserves does not count), core dumps, and the calls that a {@link CallFilter} refuses.
 *
 * <p>For the process that it is made in. Not thread-safe.
 */
public final class Confinement {

  /** What {@link #toString} says where nothing is missing. */
  public static final String WHOLE = "memory and system calls";

  private static final int NO_NEW_PRIVILEGES = 38; // PR_SET_NO_NEW_PRIVS
  private static final int DATA = 2; // RLIMIT_DATA
  private static final int CORE = 4; // RLIMIT_CORE
  private static final int SET_FILTER = 1; // SECCOMP_SET_MODE_FILTER
  private static final int OF_ALL_THREADS = 1; // SECCOMP_FILTER_FLAG_TSYNC

  private final NativeFunction setLimit;
  private final long base;
  private final long most;
  private final boolean limited;
  private final boolean filtered;

  private Confinement(NativeLibrary system, long most) throws IOException {
    this.setLimit = system.function("setrlimit", INT, INT, POINTER);
    this.base = data();
    this.most = most;
    long _ =
        system
            .variadic("prctl", 1, INT, INT, LONG, LONG, LONG, LONG)
            .call(NO_NEW_PRIVILEGES, 1, 0, 0, 0);
    this.limited = limit(CORE, 0, 0) && limit(DATA, base + most, base + most);
    this.filtered = SystemCalls.ofThisMachine().filter(calls -> filter(system, calls)).isPresent();
  }

  /**
   * Gives up what can be given up here.
   *
   * @param most bytes that the process may ever have on top of what it has now
   * @return empty where this is no Linux that we know
   */
  public static Optional<Confinement> enter(long most) {
    try {
      return Optional.of(new Confinement(NativeLibrary.load("libc.so.6"), most));
    } catch (IOException | RuntimeException | LinkageError unknown) {
      return Optional.empty();
    }
  }

  /**
   * Sets how much it may have for what comes next.
   *
   * @param bytes on top of what it had when it was confined, up to what was said then
   */
  public void allow(long bytes) {
    boolean _ = limited && limit(DATA, base + Math.min(bytes, most), base + most);
  }

  /** What holds, in words for an operator. */
  @Override
  public String toString() {
    if (!limited) {
      return "nothing";
    }
    return filtered ? WHOLE : "memory";
  }

  private boolean limit(int resource, long soft, long hard) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = CMemory.words(arena, 2);
      CMemory.setWord(limits, 0, soft);
      CMemory.setWord(limits, 1, hard);
      return (int) setLimit.call(resource, limits.address()) == 0;
    }
  }

  private static boolean filter(NativeLibrary system, SystemCalls calls) {
    var call = system.variadic("syscall", 1, LONG, LONG, LONG, LONG, POINTER);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment program = CallFilter.of(calls, (int) ProcessHandle.current().pid()).in(arena);
      return call.call(calls.seccomp(), SET_FILTER, OF_ALL_THREADS, program.address()) == 0;
    }
  }

  /** Bytes that the process has written to, or may (proc_pid_status(5)). */
  private static long data() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmData:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow(() -> new IOException("Linux does not tell"))
        << 10;
  }
}
