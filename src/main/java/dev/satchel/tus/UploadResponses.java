package dev.satchel.tus;

import dev.satchel.access.Caller;
import dev.satchel.http.IncomingBody;
import dev.satchel.http.NoContent;
import dev.satchel.http.PathId;
import dev.satchel.intake.AppendBody;
import dev.satchel.intake.ResumableState;
import dev.satchel.intake.ResumableUploads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What is answered to the requests of tus 1.0, wherever they come to. To be called on the request's
 * event loop before a byte of its body has been read.
 */
@ApplicationScoped
public class UploadResponses {

  private final ResumableUploads uploads;

  UploadResponses(ResumableUploads uploads) {
    this.uploads = uploads;
  }

  /**
   * Creates an upload, with bytes of it where the request brings some.
   *
   * @param path of uploads, with a slash at its end; {@code Location} is the id behind it
   * @param known pairs of {@code Upload-Metadata} that the client does not say, and may not; empty
   *     for none
   */
  public Uni<Response> create(Caller caller, HttpServerRequest request, String path, String known) {
    TusHeaders headers = headers(request);
    OptionalLong length = headers.lengthOrDeferred();
    boolean brings = brings(request) || length.orElse(1) == 0;
    AppendBody body = body(request, headers);
    return uploads
        .create(caller, headers.metadata(known), length)
        .chain(
            begun ->
                brings
                    ? uploads
                        .append(caller, begun.id(), 0, OptionalLong.empty(), body)
                        .map(found -> found.orElseThrow(NotFoundException::new))
                    : Uni.createFrom().item(begun))
        .map(state -> created(state, path));
  }

  /** Tells where an upload goes on. */
  public Uni<Response> offset(Caller caller, HttpServerRequest request, PathId id) {
    headers(request);
    return uploads
        .offset(caller, id.orNotFound())
        .map(found -> found.orElseThrow(NotFoundException::new))
        .map(state -> describing(Response.ok(), state).build());
  }

  /** Takes more bytes of an upload. */
  public Uni<Response> append(Caller caller, HttpServerRequest request, PathId id) {
    TusHeaders headers = headers(request);
    requireBytes(request);
    UUID upload = id.orNotFound();
    return uploads
        .append(caller, upload, headers.offset(), headers.length(), body(request, headers))
        .map(found -> found.orElseThrow(NotFoundException::new))
        .map(state -> progress(Response.noContent(), state).build());
  }

  /** Gives an upload up. */
  public Uni<Response> drop(Caller caller, HttpServerRequest request, PathId id) {
    headers(request);
    return uploads.drop(caller, id.orNotFound()).map(NoContent::orNotFound);
  }

  private static TusHeaders headers(HttpServerRequest request) {
    var headers = new TusHeaders(request::getHeader);
    headers.requireVersion();
    return headers;
  }

  /** Whether an upload is to be created with bytes of it, which its media type says. */
  private static boolean brings(HttpServerRequest request) {
    return TusHeaders.MEDIA_TYPE.equals(request.getHeader(HttpHeaders.CONTENT_TYPE));
  }

  private static void requireBytes(HttpServerRequest request) {
    if (!brings(request)) {
      throw new NotSupportedException();
    }
  }

  private static AppendBody body(HttpServerRequest request, TusHeaders headers) {
    return AppendBody.of(IncomingBody.of(request), headers.checksum());
  }

  private static Response created(ResumableState state, String uploads) {
    return progress(
            Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, uploads + state.id()),
            state)
        .build();
  }

  private static ResponseBuilder progress(ResponseBuilder response, ResumableState state) {
    return response
        .header(TusHeaders.UPLOAD_OFFSET, state.offset())
        .header(
            TusHeaders.UPLOAD_EXPIRES,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                state.expiresAt().atOffset(ZoneOffset.UTC)));
  }

  private static ResponseBuilder describing(ResponseBuilder response, ResumableState state) {
    if (state.length() == null) {
      response.header(TusHeaders.UPLOAD_DEFER_LENGTH, "1");
    } else {
      response.header(TusHeaders.UPLOAD_LENGTH, state.length());
    }
    if (state.metadata() != null && !state.metadata().isEmpty()) {
      response.header(TusHeaders.UPLOAD_METADATA, state.metadata());
    }
    return progress(response, state);
  }
}
