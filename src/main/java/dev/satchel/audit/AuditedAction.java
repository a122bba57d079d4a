package dev.satchel.audit;

/** What is recorded. */
public enum AuditedAction {
  FILE_UPLOAD("file.upload"),
  FILE_DOWNLOAD("file.download"),
  FILE_METADATA("file.metadata"),
  FILE_LIST("file.list"),
  FILE_DELETE("file.delete"),
  FILE_ERASE("file.erase"),
  KEY_CREATE("key.create"),
  KEY_REVOKE("key.revoke"),
  WEBHOOK_CREATE("webhook.create"),
  WEBHOOK_UPDATE("webhook.update"),
  WEBHOOK_ROTATE_SECRET("webhook.rotate-secret"),
  WEBHOOK_DELETE("webhook.delete");

  private final String wireName;

  AuditedAction(String wireName) {
    this.wireName = wireName;
  }

  /** The action as it is stored and leaves. */
  public String wireName() {
    return wireName;
  }
}
