package dev.satchel.image.isolation;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering;
import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import java.util.function.IntConsumer;

/** What goes over the pipes between the service and a render worker. */
public final class WorkerProtocol {

  private static final int THUMBNAIL = 1;
  private static final int NOT_DECODABLE = 2;

  /**
   * Bytes of a pixel, and of all that is around them, at most: those of a PNG that is only stored.
   */
  private static final int BYTES_OF_A_PIXEL = 5;

  private static final int BYTES_AROUND = 64 << 10;

  private static final Set<String> MIME_TYPES = Set.of("image/jpeg", "image/png");

  private WorkerProtocol() {}

  /**
   * A picture to render.
   *
   * @param source the whole file
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Job(byte[] source, ImageSize size) {

    void write(DataOutputStream output) throws IOException {
      output.writeShort(size.width());
      output.writeShort(size.height());
      writeBytes(output, source);
      output.flush();
    }

    /**
     * Waits for it; throws {@link java.io.EOFException} where there will be none.
     *
     * @param announced is told how many bytes the source has, before there is memory for them
     */
    public static Job read(DataInputStream input, IntConsumer announced) throws IOException {
      ImageSize size = new ImageSize(input.readShort(), input.readShort());
      int length = input.readInt();
      announced.accept(length);
      return new Job(readBytes(input, length), size);
    }
  }

  /** Answers what came of a job. */
  public static void write(Rendering rendering, DataOutputStream output) throws IOException {
    switch (rendering) {
      case Thumbnail made -> {
        output.writeByte(THUMBNAIL);
        output.writeUTF(made.mimeType());
        output.writeInt(made.width());
        output.writeInt(made.height());
        writeBytes(output, made.bytes());
      }
      case NotDecodable(Reason reason) -> {
        output.writeByte(NOT_DECODABLE);
        output.writeUTF(reason.name());
      }
    }
    output.flush();
  }

  static Rendering read(DataInputStream input) throws IOException {
    int kind = input.readByte();
    return switch (kind) {
      case THUMBNAIL -> thumbnail(input);
      case NOT_DECODABLE -> new NotDecodable(Reason.valueOf(input.readUTF()));
      default -> throw new IOException("Not an answer: " + kind);
    };
  }

  /** What a worker says is not trusted: a picture may have taken it over. */
  private static Thumbnail thumbnail(DataInputStream input) throws IOException {
    String mimeType = input.readUTF();
    Extent size = Extent.of(input.readInt(), input.readInt());
    int length = input.readInt();
    if (!MIME_TYPES.contains(mimeType) || size == null || !plausible(length, size)) {
      throw new IOException("Not a thumbnail");
    }
    return new Thumbnail(readAsItComes(input, length), mimeType, size.width(), size.height());
  }

  private static boolean plausible(int length, Extent size) {
    return length >= 0 && length <= size.pixels() * BYTES_OF_A_PIXEL + BYTES_AROUND;
  }

  /** Takes no memory for what is announced only. */
  private static byte[] readAsItComes(DataInputStream input, int length) throws IOException {
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static void writeBytes(DataOutputStream output, byte[] bytes) throws IOException {
    output.writeInt(bytes.length);
    output.write(bytes);
  }

  private static byte[] readBytes(DataInputStream input, int length) throws IOException {
    byte[] bytes = new byte[length];
    input.readFully(bytes);
    return bytes;
  }
}
