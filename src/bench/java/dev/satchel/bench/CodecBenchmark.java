package dev.satchel.bench;

import dev.satchel.codec.UploadEvent;
import dev.satchel.codec.UploadLimits;
import dev.satchel.codec.UploadParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One core reads a document of one photo in chunks, as the network brings them, and decodes its
 * contents; against {@link Base64} over the bare text in one array.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CodecBenchmark {

  private static final int SIZE = 3 << 20;
  private static final int CHUNK = 64 << 10;

  private final byte[] text = Base64.getEncoder().encode(random());
  private final byte[] decoded = new byte[SIZE];
  private final ByteBuffer document = document();

  /** Prints both, and their ratio. */
  static void run() throws Exception {
    var results =
        new Runner(
                new OptionsBuilder()
                    .include(CodecBenchmark.class.getName())
                    .verbosity(VerboseMode.SILENT)
                    .forks(1)
                    .warmupIterations(5)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .build())
            .run();
    double gigabytes = 0;
    double baseline = 0;
    for (var result : results) {
      double rate = result.getPrimaryResult().getScore() * 4 / 3 * SIZE / 1e9;
      if (result.getParams().getBenchmark().endsWith("parser")) {
        gigabytes = rate;
      } else {
        baseline = rate;
      }
    }
    Figures.print("parser + decoder, GB/s (java.util.Base64)", gigabytes, baseline);
  }

  @Benchmark
  public long parser() {
    var parser = UploadParser.json(UploadLimits.defaults());
    long size = 0;
    for (int offset = 0; offset < document.capacity(); offset += CHUNK) {
      parser.feed(document.slice(offset, Math.min(CHUNK, document.capacity() - offset)));
      UploadEvent event = parser.next();
      while (!(event instanceof UploadEvent.NeedsInput)) {
        if (event instanceof UploadEvent.Content(ByteBuffer bytes)) {
          size += bytes.remaining();
        }
        event = parser.next();
      }
    }
    return required(size);
  }

  @Benchmark
  public long decoder() {
    return required(Base64.getDecoder().decode(text, decoded));
  }

  private static long required(long size) {
    if (size != SIZE) {
      throw new IllegalStateException("Encoded were " + SIZE + " bytes, decoded " + size);
    }
    return size;
  }

  private ByteBuffer document() {
    byte[] before = ascii("{\"files\":[{\"name\":\"a\",\"type\":\"a/b\",\"contents\":\"");
    byte[] after = ascii("\"}],\"userId\":\"9d6ad525-90c6-4c03-8f05-63584ee20a29\"}");
    return ByteBuffer.allocateDirect(before.length + text.length + after.length)
        .put(before)
        .put(text)
        .put(after);
  }

  private static byte[] random() {
    var bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
