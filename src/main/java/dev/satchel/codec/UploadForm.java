package dev.satchel.codec;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the parts of an upload mean, and which of them have come so far. */
final class UploadForm {
  private static final String FILES = RequestField.FILES.wireName();

  /** Digits of the longest interval, and some more. */
  private static final TextRule EXPIRY_RULE = new TextRule(1, 20, true, Fault.INVALID_VALUE);

  private final BodyInput input;
  private final UploadLimits limits;
  private final Members<RequestField> members = new Members<>(RequestField.class, "");
  private final Queue<UploadEvent> events = new ArrayDeque<>();
  private @Nullable Members<FileField> file;
  private int count;

  /** Whether the last part of a file was an input in which none was chosen. */
  private boolean inEmptyInput;

  /**
   * A form of which nothing has come.
   *
   * @param given fields that are known from elsewhere, and that the form may not have
   */
  UploadForm(BodyInput input, UploadLimits limits, Set<RequestField> given) {
    this.input = input;
    this.limits = limits;
    given.forEach(field -> members.see(field.wireName()));
  }

  /** What has become known by a part's head, or by the end; null if all of it has been told. */
  @Nullable UploadEvent told() {
    return events.poll();
  }

  /**
   * Begins a part.
   *
   * @throws MalformedUploadException if the part may not stand there
   */
  FormPart begin(PartHead head) {
    if (head.name().equals(FILES)) {
      return file(head);
    }
    if (head.name().equals(FileField.DESCRIPTION.wireName())) {
      return fileText(head, FileField.DESCRIPTION, FileMember.DESCRIPTION);
    }
    if (head.name().equals(FileField.SHA256.wireName())) {
      return fileText(head, FileField.SHA256, FileMember.SHA256);
    }
    RequestField field = members.see(head.name());
    return field == null ? new FormPart.Skipped() : text(head, field);
  }

  /**
   * Ends the form.
   *
   * @throws MalformedUploadException if a required part is missing
   */
  void end() {
    endFile();
    if (inEmptyInput && count == 0) {
      throw MalformedUploadException.noFiles(FILES);
    }
    members.requireComplete();
    events.add(UploadEvent.End.INSTANCE);
  }

  private FormPart file(PartHead head) {
    endFile();
    if (count == limits.maxFiles() && !isUnnamed(head)) {
      throw tooManyFiles();
    }
    var fields = new Members<>(FileField.class, FILES + "[" + count + "].");
    inEmptyInput = isUnnamed(head);
    return inEmptyInput ? emptyInput(fields) : contents(head, fields);
  }

  private static boolean isUnnamed(PartHead head) {
    return "".equals(head.filename());
  }

  private FormPart emptyInput(Members<FileField> fields) {
    return new FormPart.EmptyInput(
        count == limits.maxFiles()
            ? tooManyFiles()
            : BoundedText.empty(fields.path(FileField.NAME), TextRule.of(FileMember.NAME, limits)));
  }

  private MalformedUploadException tooManyFiles() {
    return MalformedUploadException.tooManyFiles(FILES, limits.maxFiles());
  }

  private FormPart contents(PartHead head, Members<FileField> fields) {
    if (count == 0) {
      members.see(FILES);
    }
    int index = count++;
    file = fields;
    fields.see(FileField.CONTENTS.wireName());
    events.add(new UploadEvent.FileStarted(index));
    if (head.filename() != null) {
      tell(fields, FileField.NAME, FileMember.NAME, head.filename());
    }
    tell(fields, FileField.TYPE, FileMember.TYPE, head.type());
    fields.requireComplete();
    return new FormPart.Contents(index, limits.maxFileSize());
  }

  private void tell(Members<FileField> fields, FileField field, FileMember member, String value) {
    fields.see(field.wireName());
    String text = BoundedText.of(fields.path(field), TextRule.of(member, limits), value);
    events.add(new UploadEvent.FileText(count - 1, member, text));
  }

  private void endFile() {
    if (file != null) {
      file = null;
      events.add(new UploadEvent.FileEnded(count - 1));
    }
  }

  private FormPart fileText(PartHead head, FileField field, FileMember member) {
    String name = field.wireName();
    if (inEmptyInput) {
      return new FormPart.Skipped();
    }
    if (file == null) {
      throw new MalformedUploadException(
          Fault.INVALID_VALUE, name, name + " must follow the file that it tells of.");
    }
    file.see(name);
    int index = count - 1;
    return new FormPart.Text(
        input,
        head.charset(),
        file.path(field),
        TextRule.of(member, limits),
        value -> new UploadEvent.FileText(index, member, value));
  }

  private FormPart text(PartHead head, RequestField field) {
    return switch (field) {
      case USER_ID -> id(head, field, RequestMember.USER_ID);
      case FILE_REQUEST_ID -> id(head, field, RequestMember.FILE_REQUEST_ID);
      case EXPIRY_INTERVAL ->
          new FormPart.Text(
              input, head.charset(), members.path(field), EXPIRY_RULE, UploadForm::expiry);
      case FILES -> throw new IllegalStateException("A file is no text");
    };
  }

  private FormPart id(PartHead head, RequestField field, RequestMember member) {
    return new FormPart.Text(
        input,
        head.charset(),
        members.path(field),
        TextRule.of(member),
        value -> new UploadEvent.RequestText(member, value));
  }

  private static UploadEvent expiry(String text) {
    boolean isNumber = text.chars().allMatch(it -> it >= '0' && it <= '9') && text.length() < 19;
    return new UploadEvent.ExpiryInterval(
        ExpirySeconds.of(
            RequestField.EXPIRY_INTERVAL.wireName(),
            isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty()));
  }
}
