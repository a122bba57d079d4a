package dev.satchel.key;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key with what callers send, which leaves once, when it is new. */
@Schema(name = "IssuedApiKey")
@RegisterForReflection
public record IssuedKeyView(
    @JsonUnwrapped ApiKeyView details,
    @Schema(
            description = "What a caller sends as its bearer token. It is shown this once.",
            examples = "satchel_Gm0aXbUY4cVwK0Z1r8m2cQ5nJ7tB3dPfLhSxEuAyWiM")
        String key) {

  /** Without the key, for whoever logs it. */
  @Override
  public String toString() {
    return "IssuedKeyView[" + details.id() + "]";
  }
}
