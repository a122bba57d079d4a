package dev.satchel.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What to upload: 1 to 100 files, all or none of them. Not for several threads. */
public final class Upload {

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final List<Source> files = new ArrayList<>();
  private String idempotencyKey = UUID.randomUUID().toString();
  private boolean asJson;
  private Progress progress = Progress.NONE;

  private Upload() {}

  /** Files of this user. */
  public static Upload by(UUID user) {
    var upload = new Upload();
    upload.fields.put("userId", user);
    return upload;
  }

  /** A file on the disk, with the type that its name tells. */
  public Upload file(Path file) throws IOException {
    return file(Source.of(file));
  }

  public Upload file(Source file) {
    files.add(file);
    return this;
  }

  /** The files answer this request. */
  public Upload answering(UUID fileRequest) {
    fields.put("fileRequestId", fileRequest);
    return this;
  }

  /** The files are forgotten after this time, in whole seconds. */
  public Upload expiringAfter(Duration interval) {
    fields.put("expiryInterval", interval.toSeconds());
    return this;
  }

  /** Sends JSON with base64 instead of a form, which is a third smaller. */
  public Upload asJson() {
    asJson = true;
    return this;
  }

  /** The key by which the service knows the upload again; by default one by chance. */
  public Upload idempotencyKey(String key) {
    idempotencyKey = Objects.requireNonNull(key);
    return this;
  }

  public Upload onProgress(Progress listener) {
    progress = Objects.requireNonNull(listener);
    return this;
  }

  String idempotencyKey() {
    return idempotencyKey;
  }

  Progress progress() {
    return progress;
  }

  UploadBody body() {
    return asJson ? UploadBody.json(fields, files) : UploadBody.form(fields, files);
  }
}
