package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.CutWire;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.ReplicaUploads;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a cut costs: bytes that a client has to send once more, over those that the cut has kept
 * from arriving, in uploads of 20 MB by a client that sends as fast as it can. A random seed is
 * printed.
 */
@ExtendWith(EmptyStorage.class)
class ResumedBytesIT {

  /** A thousand take ten minutes. */
  private static final int CUTS = Integer.getInteger("resumed.cuts", 40);

  private static final int SIZE = 20_000_000;
  private static final int CHUNK = 8 * 1024;
  private static final int FURTHEST = 4 << 20;

  private static PackagedSatchel satchel;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Count ended = new Count();
  private final Count reset = new Count();
  private long pause;
  private CutWire.Fate next = CutWire.Fate.LONG;

  @BeforeAll
  static void start() throws Exception {
    satchel = PackagedSatchel.start();
  }

  @AfterAll
  static void stop() throws Exception {
    satchel.close();
  }

  /** Of cuts of one kind. */
  private static final class Count {
    private int cuts;
    private long sent;
    private long arrived;
    private long counted;

    private double ratio() {
      return (double) (sent - counted) / Math.max(1, sent - arrived);
    }

    private String line(String kind) {
      return String.format(
          Locale.ROOT,
          "resumed bytes: %d cuts by %s: %d bytes sent, %d of them cut off, %d sent again: %.4f;"
              + " %d of %d that had arrived were lost%n",
          cuts,
          kind,
          sent,
          sent - arrived,
          sent - counted,
          ratio(),
          arrived - counted,
          arrived);
    }
  }

  /** Told, and no bound: what waits in the socket of the request before may be sent again. */
  @Test
  void aClientThatAsksAtOnceGoesOn() throws Exception {
    measure(0);
  }

  @Test
  void nothingThatHasArrivedIsSentAgainByAClientThatWaits() throws Exception {
    measure(1000);

    assertThat(ended.ratio()).as("seed " + seed).isLessThanOrEqualTo(1.05);
    assertThat(reset.ratio()).as("seed " + seed).isLessThanOrEqualTo(1.05);
  }

  private void measure(long pauseMillis) throws Exception {
    pause = pauseMillis;
    long began = System.nanoTime();
    int uploads = 0;
    try (var wire = new CutWire(satchel.port(), () -> next)) {
      while (ended.cuts + reset.cuts < CUTS) {
        upload(new ReplicaUploads(satchel, wire.port()), wire);
        uploads++;
      }
    }
    System.out.print(ended.line("FIN"));
    System.out.print(reset.line("RST"));
    System.out.printf(
        "resumed bytes: %d uploads in %d s, asks after %d ms, seed %d%n",
        uploads, (System.nanoTime() - began) / 1_000_000_000, pauseMillis, seed);
    Storage.clearLeftObjects();
  }

  private void upload(ReplicaUploads uploads, CutWire wire) throws Exception {
    byte[] bytes = UploadDocument.random(SIZE, random.nextLong());
    String id = uploads.begin(SIZE);
    long offset = 0;
    while (offset < SIZE) {
      long place = CutWire.place(random, FURTHEST);
      boolean abrupt = random.nextBoolean();
      String head = ReplicaUploads.request(id, offset, SIZE - offset);
      if (place >= SIZE - offset || ended.cuts + reset.cuts >= CUTS) {
        offset = uploads.append(id, bytes, offset, SIZE);
      } else {
        next = CutWire.Fate.cut(head.length() + place, abrupt);
        long passed = wire.passed();
        long sent = 0;
        try (var client = connect(wire.port())) {
          sent = sendUntilCut(client.getOutputStream(), head, bytes, (int) offset);
        }
        Thread.sleep(pause);
        Count count = abrupt ? reset : ended;
        long arrived = wire.passed() - passed - head.length();
        long onwards = uploads.offset(id);
        count.cuts++;
        count.sent += sent;
        count.arrived += arrived;
        count.counted += onwards - offset;
        offset = onwards;
      }
    }

    assertThat(uploads.file(id)).as("seed " + seed).isEqualTo(bytes);
  }

  /** With little that can wait on the client's side. */
  private static Socket connect(int port) throws IOException {
    var socket = new Socket();
    socket.setSendBufferSize(64 * 1024);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  /** How many bytes the client could get rid of. */
  private static int sendUntilCut(OutputStream client, String head, byte[] bytes, int offset) {
    int sent = offset;
    try {
      client.write(head.getBytes(StandardCharsets.US_ASCII));
      while (sent < SIZE) {
        int size = Math.min(CHUNK, SIZE - sent);
        client.write(bytes, sent, size);
        sent += size;
      }
    } catch (IOException cut) {
      // What was written last may have left in part.
    }
    return sent - offset;
  }
}
