package dev.satchel.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Function;

/** Takes the bytes of one part of a form while they arrive. */
sealed interface FormPart {

  /** Takes some more bytes; tells of them if the part is a file. */
  Optional<UploadEvent> take(ByteBuffer bytes);

  /** Ends the part and tells of it. */
  Optional<UploadEvent> end();

  /** A file, which has all the contents that there are. */
  final class Contents implements FormPart {
    private final int index;
    private final long highestSize;
    private long size;

    Contents(int index, long highestSize) {
      this.index = index;
      this.highestSize = highestSize;
    }

    @Override
    public Optional<UploadEvent> take(ByteBuffer bytes) {
      size += bytes.remaining();
      if (size > highestSize) {
        throw MalformedUploadException.fileTooLarge("files[" + index + "].contents", highestSize);
      }
      return Optional.of(new UploadEvent.Content(bytes));
    }

    @Override
    public Optional<UploadEvent> end() {
      return Optional.of(new UploadEvent.ContentEnded(index, size));
    }
  }

  /**
   * An input for a file in which none was chosen: browsers send it without a name and without bytes
   * (the HTML standard, constructing the entry list).
   *
   * @param whenNotEmpty the fault if it has bytes
   */
  record EmptyInput(MalformedUploadException whenNotEmpty) implements FormPart {
    @Override
    public Optional<UploadEvent> take(ByteBuffer bytes) {
      throw whenNotEmpty;
    }

    @Override
    public Optional<UploadEvent> end() {
      return Optional.empty();
    }
  }

  /** A text of one field. */
  final class Text implements FormPart {
    /** UTF-8 has up to so many octets for a character. */
    private static final int OCTETS = 4;

    private final BodyInput input;
    private final Charset charset;
    private final String path;
    private final TextRule rule;
    private final Function<String, UploadEvent> event;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    Text(
        BodyInput input,
        Charset charset,
        String path,
        TextRule rule,
        Function<String, UploadEvent> event) {
      this.input = input;
      this.charset = charset;
      this.path = path;
      this.rule = rule;
      this.event = event;
    }

    @Override
    public Optional<UploadEvent> take(ByteBuffer bytes) {
      if (octets.size() + bytes.remaining() > OCTETS * rule.longest()) {
        throw BoundedText.tooLong(path, rule);
      }
      while (bytes.hasRemaining()) {
        octets.write(bytes.get());
      }
      return Optional.empty();
    }

    @Override
    public Optional<UploadEvent> end() {
      if (octets.size() == 0 && rule.nullable()) {
        return Optional.empty();
      }
      String text = FormText.decode(input, charset, ByteBuffer.wrap(octets.toByteArray()));
      return Optional.of(event.apply(BoundedText.of(path, rule, text)));
    }
  }

  /** A part of a name that we do not know. */
  record Skipped() implements FormPart {
    @Override
    public Optional<UploadEvent> take(ByteBuffer bytes) {
      return Optional.empty();
    }

    @Override
    public Optional<UploadEvent> end() {
      return Optional.empty();
    }
  }
}
