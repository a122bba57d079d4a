package dev.satchel.key;

import dev.satchel.access.ApiKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All keys of an account that are not revoked, newest first. */
@Schema(name = "ApiKeyList")
@RegisterForReflection
public record ApiKeyListView(List<ApiKeyView> apiKeys) {

  static ApiKeyListView of(List<ApiKey> keys) {
    return new ApiKeyListView(keys.stream().map(ApiKeyView::of).toList());
  }
}
