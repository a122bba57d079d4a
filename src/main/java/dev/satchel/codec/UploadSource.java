package dev.satchel.codec;

/**
 * What every reader of one document shares.
 *
 * @param json the tokens of the document
 * @param base64 decodes one content at a time
 * @param limits how much the document may hold
 */
record UploadSource(JsonReader json, Base64Decoder base64, UploadLimits limits) {

  static UploadSource of(BodyInput input, UploadLimits limits) {
    return new UploadSource(new JsonReader(input), new Base64Decoder(limits.maxFileSize()), limits);
  }
}
