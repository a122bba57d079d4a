package dev.satchel.codec;

/** The keys of {@code Upload-Metadata} that mean something to us. */
enum MetadataField implements Member {
  FILENAME("filename", true),
  FILETYPE("filetype", true),
  USER_ID("userId", true),
  DESCRIPTION("description", false),
  EXPIRY_INTERVAL("expiryInterval", false),
  FILE_REQUEST_ID("fileRequestId", false);

  private final String wireName;
  private final boolean required;

  MetadataField(String wireName, boolean required) {
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
