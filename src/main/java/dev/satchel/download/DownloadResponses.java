package dev.satchel.download;

import dev.satchel.blob.ByteRange;
import dev.satchel.http.ByteStream;
import io.netty.handler.codec.DateFormatter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Date;

/** Answers requests for a representation: status, headers and, for GET, the stream of its bytes. */
@ApplicationScoped
class DownloadResponses {

  private final String cacheControl;
  private final int readAhead;

  DownloadResponses(DownloadConfig config) {
    this.cacheControl = config.cacheControl();
    this.readAhead = config.readAhead();
  }

  /** The answer to GET, which takes the opened bytes with it. */
  Response get(Opened opened) {
    Representation file = opened.representation();
    return switch (opened.selection()) {
      case Selection.Whole() -> whole(file).entity(stream(opened, file.length())).build();
      case Selection.Part(ByteRange range) ->
          part(file, range).entity(stream(opened, range.length())).build();
      case Selection.NotModified() -> notModified(file);
      case Selection.PreconditionFailed() -> preconditionFailed(file);
      case Selection.Unsatisfiable() -> unsatisfiable(file);
    };
  }

  /**
   * The answer to HEAD: as to GET without a range (RFC 9110 section 14.2), without a body, for
   * which nothing has to be opened.
   */
  Response head(Representation file, Conditions conditions) {
    return switch (file.selected(conditions)) {
      case Selection.NotModified() -> notModified(file);
      case Selection.PreconditionFailed() -> preconditionFailed(file);
      case Selection.Whole(), Selection.Part(ByteRange _), Selection.Unsatisfiable() ->
          whole(file).header(HttpHeaders.CONTENT_LENGTH, file.length()).build();
    };
  }

  private ByteStream stream(Opened opened, long length) {
    return new ByteStream(opened.bytes(), length, readAhead);
  }

  private ResponseBuilder whole(Representation file) {
    return content(file, 200);
  }

  private ResponseBuilder part(Representation file, ByteRange range) {
    return content(file, 206)
        .header(
            "Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + file.length());
  }

  private Response notModified(Representation file) {
    return empty(file, 304).build();
  }

  private Response preconditionFailed(Representation file) {
    return empty(file, 412).build();
  }

  private Response unsatisfiable(Representation file) {
    return empty(file, 416).header("Content-Range", "bytes */" + file.length()).build();
  }

  private ResponseBuilder content(Representation file, int status) {
    return empty(file, status)
        .header(HttpHeaders.CONTENT_TYPE, file.mimeType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.of(file.mimeType(), file.name()))
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  private ResponseBuilder empty(Representation file, int status) {
    return Response.status(status)
        .header(HttpHeaders.ETAG, file.tag().value())
        .header(HttpHeaders.LAST_MODIFIED, DateFormatter.format(Date.from(file.lastModified())))
        .header("Accept-Ranges", "bytes")
        .header(HttpHeaders.CACHE_CONTROL, cacheControl);
  }
}
