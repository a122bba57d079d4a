package dev.satchel.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Builds the documents that {@code POST /v1/files} takes. */
public final class UploadDocument {

  /** The user that uploads where a test names none. */
  public static final String USER = "9d6ad525-90c6-4c03-8f05-63584ee20a29";

  private final ObjectNode document = JsonNodeFactory.instance.objectNode();

  private UploadDocument() {
    document.putArray("files");
    document.put("userId", USER);
  }

  /** A document without files. */
  public static UploadDocument empty() {
    return new UploadDocument();
  }

  /** A document with one file of these bytes. */
  public static UploadDocument of(byte[] contents) {
    return empty().file("file.bin", "application/octet-stream", contents);
  }

  /** A document with one file of this text. */
  public static UploadDocument of(String contents) {
    return empty().file("file.txt", "text/plain", contents.getBytes(StandardCharsets.UTF_8));
  }

  public UploadDocument file(String name, String type, byte[] contents) {
    document
        .withArray("files")
        .addObject()
        .put("name", name)
        .put("type", type)
        .put("contents", Base64.getEncoder().encodeToString(contents));
    return this;
  }

  /** The last file gets, or instead has, this member. */
  public UploadDocument with(String member, String value) {
    var files = document.withArray("files");
    ((ObjectNode) files.get(files.size() - 1)).put(member, value);
    return this;
  }

  public UploadDocument user(String userId) {
    document.put("userId", userId);
    return this;
  }

  public UploadDocument fileRequest(String id) {
    document.put("fileRequestId", id);
    return this;
  }

  public UploadDocument expiryInterval(long seconds) {
    document.put("expiryInterval", seconds);
    return this;
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The document as JSON. */
  @Override
  public String toString() {
    return document.toString();
  }

  /** Bytes that no two seeds share. */
  public static byte[] random(int size, long seed) {
    var bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
