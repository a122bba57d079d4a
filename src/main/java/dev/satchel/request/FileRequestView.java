package dev.satchel.request;

import dev.satchel.file.AnsweringFileView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The file request of the API. */
@Schema(name = "FileRequest")
@RegisterForReflection
record FileRequestView(
    UUID id,
    @Schema(description = "As given by the caller.", nullable = true) @Nullable String accountId,
    @Schema(examples = "2021-01-15T14:33:29.145322+00:00") Instant createdAt,
    @Schema(description = "Its files that are there, oldest first.") List<AnsweringFileView> files,
    @Schema(nullable = true) @Nullable PersonView patientUser,
    @Schema(nullable = true) @Nullable PersonView staffUser,
    @Schema(nullable = true) @Nullable String prompt,
    @Schema(description = "From this instant on no file can be added.", nullable = true)
        @Nullable Instant expiresAt,
    @Schema(description = "From this instant on the link leads nowhere.", nullable = true)
        @Nullable Instant shortLinkExpiresAt,
    @Schema(
            description = "A secret: whoever has it may answer the request on its page.",
            examples = "a49ekq3jw7cmx2hn8bqt5rdk")
        String shortLinkId,
    @Schema(
            description = "Of the page for whoever is asked; null where the service has no pages.",
            nullable = true)
        @Nullable String shortLink,
    @Schema(enumeration = {"photo", "any"}) String type,
    @Schema(nullable = true) @Nullable String filesUpdateWebhookUrl,
    @Schema(
            description = "Seconds for which files are kept that come by the page.",
            nullable = true)
        @Nullable Long filesExpiryInterval,
    @Schema(
            description = "What the page asks for before it takes files.",
            enumeration = "dateOfBirth",
            nullable = true)
        @Nullable String verify) {

  /**
   * The request as callers see it.
   *
   * @param shortLink the URL of its page
   */
  static FileRequestView of(
      FileRequest request, List<AnsweringFileView> files, @Nullable String shortLink) {
    return new FileRequestView(
        request.id(),
        request.label(),
        request.createdAt(),
        files,
        PersonView.of(request.patient()),
        PersonView.of(request.staff()),
        request.prompt(),
        request.expiresAt(),
        request.linkEnd(),
        request.shortLinkId(),
        shortLink,
        request.type().wireName(),
        request.webhookUrl(),
        request.filesExpiryInterval(),
        request.verify());
  }
}
