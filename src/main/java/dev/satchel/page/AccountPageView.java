package dev.satchel.page;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the account's pages look, as the API tells it. */
@Schema(name = "AccountPage")
@RegisterForReflection
record AccountPageView(
    @Schema(nullable = true) @Nullable String name,
    @Schema(description = "Of buttons.", examples = "#005ea5", nullable = true)
        @Nullable String colour,
    @Schema(description = "A PNG, JPEG or WebP in base64.", nullable = true) @Nullable String logo,
    @Schema(nullable = true) @Nullable String helpText) {

  static AccountPageView of(AccountPage page) {
    Logo logo = page.logo();
    return new AccountPageView(
        page.name(),
        page.colour() == null ? null : page.colour().css(),
        logo == null ? null : Base64.getEncoder().encodeToString(logo.bytes()),
        page.helpText());
  }
}
