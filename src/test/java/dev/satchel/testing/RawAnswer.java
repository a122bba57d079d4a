package dev.satchel.testing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1 response as it came.
 *
 * @param status its code
 * @param headers by name in lower case
 * @param body as far as it came
 * @param isWhole whether that was all that the headers had announced
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawAnswer(int status, Map<String, String> headers, byte[] body, boolean isWhole) {

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
