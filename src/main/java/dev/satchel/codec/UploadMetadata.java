package dev.satchel.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of the one file of a resumable upload, in {@code Upload-Metadata} (tus 1.0,
 * extension creation): keys and values in base64, separated by a space, pairs by commas. Keys that
 * mean nothing to us are ignored. The texts keep the rules of those in a document.
 *
 * @param filename that of {@code files[].name}
 * @param filetype that of {@code files[].type}
 * @param userId of up to 64 characters; whether it is an id is for others to check
 * @param fileRequestId the same
 * @param expiryInterval seconds, 1 to 3,153,600,000
 */
public record UploadMetadata(
    String filename,
    String filetype,
    String userId,
    @Nullable String description,
    @Nullable String fileRequestId,
    @Nullable Long expiryInterval) {

  /** Digits of the longest interval, and some more. */
  private static final TextRule EXPIRY_RULE = new TextRule(1, 18, true, Fault.INVALID_VALUE);

  /**
   * Reads the header's value, empty where there is none.
   *
   * @throws MalformedUploadException if it is no list of such pairs, or a value is not as it should
   *     be; the path is the key
   */
  public static UploadMetadata read(String header, UploadLimits limits) {
    return new Reading(limits).read(header);
  }

  /** The values that have been read. */
  private static final class Reading {

    private final UploadLimits limits;
    private final Members<MetadataField> members = new Members<>(MetadataField.class, "");
    private String filename = "";
    private String filetype = "";
    private String userId = "";
    private @Nullable String description;
    private @Nullable String fileRequestId;
    private @Nullable Long expiryInterval;

    Reading(UploadLimits limits) {
      this.limits = limits;
    }

    UploadMetadata read(String header) {
      for (String pair : header.isBlank() ? new String[0] : header.split(",", -1)) {
        String[] keyAndValue = pair.strip().split(" +", 2);
        MetadataField field = members.see(keyAndValue[0]);
        if (field != null) {
          take(field, decoded(field, keyAndValue.length == 1 ? "" : keyAndValue[1]));
        }
      }
      members.requireComplete();
      return new UploadMetadata(
          filename, filetype, userId, description, fileRequestId, expiryInterval);
    }

    private void take(MetadataField field, String text) {
      switch (field) {
        case FILENAME -> filename = bounded(field, TextRule.of(FileMember.NAME, limits), text);
        case FILETYPE -> filetype = bounded(field, TextRule.of(FileMember.TYPE, limits), text);
        case DESCRIPTION ->
            description = bounded(field, TextRule.of(FileMember.DESCRIPTION, limits), text);
        case USER_ID -> userId = bounded(field, TextRule.of(RequestMember.USER_ID), text);
        case FILE_REQUEST_ID ->
            fileRequestId = bounded(field, TextRule.of(RequestMember.FILE_REQUEST_ID), text);
        case EXPIRY_INTERVAL -> expiryInterval = seconds(field, text);
      }
    }

    private long seconds(MetadataField field, String text) {
      String digits = bounded(field, EXPIRY_RULE, text);
      boolean isNumber = digits.chars().allMatch(it -> it >= '0' && it <= '9');
      return ExpirySeconds.of(
          members.path(field),
          isNumber ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty());
    }

    private String bounded(MetadataField field, TextRule rule, String text) {
      return BoundedText.of(members.path(field), rule, text);
    }

    private String decoded(MetadataField field, String value) {
      String path = members.path(field);
      try {
        byte[] octets = Base64.getDecoder().decode(value);
        return FormText.decoded(StandardCharsets.UTF_8, ByteBuffer.wrap(octets))
            .orElseThrow(
                () ->
                    new MalformedUploadException(
                        Fault.INVALID_ENCODING, path, path + " is not valid UTF-8."));
      } catch (IllegalArgumentException _) {
        throw new MalformedUploadException(
            Fault.INVALID_BASE64, path, path + " is not valid base64.");
      }
    }
  }
}
