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
    @Schema(nullable = true) @Nullable Instant shortLinkExpiresAt,
    @Schema(description = "Not to be guessed.", examples = "a49ekq3j") String shortLinkId,
    @Schema(enumeration = {"photo", "any"}) String type,
    @Schema(nullable = true) @Nullable String filesUpdateWebhookUrl) {

  static FileRequestView of(FileRequest request, List<AnsweringFileView> files) {
    return new FileRequestView(
        request.id(),
        request.label(),
        request.createdAt(),
        files,
        PersonView.of(request.patient()),
        PersonView.of(request.staff()),
        request.prompt(),
        request.expiresAt(),
        request.expiresAt(),
        request.shortLinkId(),
        request.type().wireName(),
        request.webhookUrl());
  }
}
