package dev.satchel.codec;

/** The members of the document itself. */
enum RequestField implements Member {
  FILES("files", true),
  USER_ID("userId", true),
  FILE_REQUEST_ID("fileRequestId", false),
  EXPIRY_INTERVAL("expiryInterval", false);

  private final String wireName;
  private final boolean required;

  RequestField(String wireName, boolean required) {
    this.wireName = wireName;
    this.required = required;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  @Override
  public boolean required() {
    return required;
  }
}
