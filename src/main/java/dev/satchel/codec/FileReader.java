package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/** Reads one element of the list of files, from behind its opening brace. */
final class FileReader implements ValueReader {
  private enum State {
    AT_START,
    IN_OBJECT,
    TOLD
  }

  private final UploadSource source;
  private final int index;
  private final Members<FileField> members;
  private final ObjectReader<FileField> object;
  private State state = State.AT_START;

  /**
   * Begins a file.
   *
   * @param index its place in the list
   * @param prefix what stands before the paths of its members
   */
  FileReader(UploadSource source, int index, String prefix) {
    this.source = source;
    this.index = index;
    this.members = new Members<>(FileField.class, prefix);
    this.object = new ObjectReader<>(source, members, this::valueOf);
  }

  private ValueReader valueOf(FileField field) {
    return switch (field) {
      case NAME -> text(field, FileMember.NAME);
      case DESCRIPTION -> text(field, FileMember.DESCRIPTION);
      case TYPE -> text(field, FileMember.TYPE);
      case SHA256 -> text(field, FileMember.SHA256);
      case CONTENTS -> new ContentsReader(source, index, members.path(field));
    };
  }

  private ValueReader text(FileField field, FileMember member) {
    return new TextReader(
        source.json(),
        members.path(field),
        TextRule.of(member, source.limits()),
        value -> new UploadEvent.FileText(index, member, value));
  }

  @Override
  public @Nullable UploadEvent next() {
    return switch (state) {
      case AT_START -> {
        state = State.IN_OBJECT;
        yield new UploadEvent.FileStarted(index);
      }
      case IN_OBJECT -> member();
      case TOLD -> null;
    };
  }

  private UploadEvent member() {
    UploadEvent event = object.next();
    if (event != null) {
      return event;
    }
    state = State.TOLD;
    return new UploadEvent.FileEnded(index);
  }
}
