package dev.satchel.http;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;

/** The answer to a call that takes something away. */
public final class NoContent {

  private NoContent() {}

  /**
   * {@code 204}.
   *
   * @param done whether what the call names was there
   * @throws NotFoundException where it was not
   */
  public static Response orNotFound(boolean done) {
    if (!done) {
      throw new NotFoundException();
    }
    return Response.noContent().build();
  }
}
