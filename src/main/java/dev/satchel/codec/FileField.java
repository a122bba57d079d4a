package dev.satchel.codec;

/** The members of an element of {@code files}. */
enum FileField implements Member {
  NAME("name", true),
  DESCRIPTION("description", false),
  TYPE("type", true),
  CONTENTS("contents", true),
  SHA256("sha256", false);

  private final String wireName;
  private final boolean required;

  FileField(String wireName, boolean required) {
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
