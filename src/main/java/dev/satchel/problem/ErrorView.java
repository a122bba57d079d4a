package dev.satchel.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of an answer that tells of an error. */
@Schema(name = "Problem")
@RegisterForReflection
public record ErrorView(
    @Schema(
            description = "One sentence for people.",
            examples = "files[1].contents is not valid base64.")
        String error,
    @Schema(description = "Stable code in snake case, for programs.", examples = "invalid_base64")
        String code,
    @Schema(
            description = "The field at fault; null where no field is.",
            examples = "files[1].contents",
            nullable = true)
        @Nullable String path) {

  static ErrorView of(ProblemException problem) {
    return new ErrorView(
        String.valueOf(problem.getMessage()), problem.code().wireName(), problem.path());
  }
}
