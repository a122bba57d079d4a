package dev.satchel.audit;

/** What is recorded. */
public enum AuditedAction {
  FILE_UPLOAD("file.upload", Kind.FILES_CHANGE),
  FILE_DOWNLOAD("file.download", Kind.FILE_READ),
  FILE_METADATA("file.metadata", Kind.FILE_READ),
  FILE_LIST("file.list", Kind.FILE_READ),
  FILE_DELETE("file.delete", Kind.FILE_CHANGE),
  FILE_ERASE("file.erase", Kind.FILES_CHANGE),
  REQUEST_UPDATE("request.update", Kind.TARGET_CHANGE),
  REQUEST_DELETE("request.delete", Kind.TARGET_CHANGE),
  PERSON_ERASE("person.erase", Kind.PERSON_CHANGE),
  KEY_CREATE("key.create", Kind.TARGET_CHANGE),
  KEY_REVOKE("key.revoke", Kind.TARGET_CHANGE),
  WEBHOOK_CREATE("webhook.create", Kind.TARGET_CHANGE),
  WEBHOOK_UPDATE("webhook.update", Kind.TARGET_CHANGE),
  WEBHOOK_ROTATE_SECRET("webhook.rotate-secret", Kind.TARGET_CHANGE),
  WEBHOOK_DELETE("webhook.delete", Kind.TARGET_CHANGE),
  WEBHOOK_PING("webhook.ping", Kind.TARGET_CHANGE),
  WEBHOOK_REDELIVER("webhook.redeliver", Kind.TARGET_CHANGE),
  REQUEST_READ("request.read", Kind.TARGET_READ),
  ERASURE_READ("erasure.read", Kind.TARGET_READ),
  AUDIT_READ("audit.read", Kind.TARGET_READ),
  AUDIT_VERIFY("audit.verify", Kind.TARGET_READ),
  /** The date of birth that the page of a file request asks for. */
  PAGE_VERIFY("page.verify", Kind.TARGET_CHANGE),
  PAGE_UPDATE("page.update", Kind.TARGET_CHANGE),
  /** Records that were old enough. */
  AUDIT_FORGET("audit.forget", Kind.TARGET_CHANGE),
  /** Calls that no valid key came with, counted. */
  AUTH_REFUSED("auth.refused", Kind.TARGET_CHANGE);

  private enum Kind {
    FILE_READ,
    FILE_CHANGE,
    /** Of files that the call does not name; what its path names, such as a user, is none. */
    FILES_CHANGE,
    TARGET_CHANGE,
    /** Of what is no file, such as a file request. */
    TARGET_READ,
    /** Of somebody whose id is not to be kept; the record of a success names the erasure. */
    PERSON_CHANGE
  }

  private final String wireName;
  private final Kind kind;

  AuditedAction(String wireName, Kind kind) {
    this.wireName = wireName;
    this.kind = kind;
  }

  /** The action as it is stored and leaves. */
  public String wireName() {
    return wireName;
  }

  /** Whether it is a read, which is on record before it is answered. */
  boolean isRead() {
    return kind == Kind.FILE_READ || kind == Kind.TARGET_READ;
  }

  /** Whether an id in the path of the call is that of what the action is done to. */
  boolean namesItsSubject() {
    return kind != Kind.FILES_CHANGE && kind != Kind.PERSON_CHANGE;
  }

  /** Whether it is done to a file; else to a key, a webhook, or another thing that has an id. */
  boolean isOfFiles() {
    return switch (kind) {
      case FILE_READ, FILE_CHANGE, FILES_CHANGE -> true;
      case TARGET_CHANGE, TARGET_READ, PERSON_CHANGE -> false;
    };
  }
}
