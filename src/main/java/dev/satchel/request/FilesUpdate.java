package dev.satchel.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.event.Event;
import dev.satchel.event.EventType;
import dev.satchel.file.AnsweringFileView;
import dev.satchel.id.TimeOrderedIds;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Writes down that the files of a file request have changed. */
@ApplicationScoped
class FilesUpdate {

  @RegisterForReflection
  private record Body(Notice event) {}

  /** What receivers read. The file request is whole, or its id only. */
  @RegisterForReflection
  private record Notice(
      UUID id,
      Instant createdAt,
      String type,
      Object fileRequest,
      List<UUID> addedFileIds,
      List<UUID> removedFileIds) {}

  @RegisterForReflection
  private record ThinRequest(UUID id) {}

  private final ObjectMapper json;
  private final TimeOrderedIds ids;
  private final ShortLinks links;
  private final Clock clock;
  private final boolean thin;

  FilesUpdate(
      ObjectMapper json, TimeOrderedIds ids, ShortLinks links, Clock clock, EventConfig config) {
    this.json = json;
    this.ids = ids;
    this.links = links;
    this.clock = clock;
    this.thin = config.payload() == EventPayload.THIN;
  }

  /**
   * The event.
   *
   * @param sequence its place among the events of the request
   * @param live the request's files after the change
   */
  Event of(
      FileRequest request,
      long sequence,
      List<AnsweringFileView> live,
      List<UUID> added,
      List<UUID> removed) {
    UUID id = ids.next();
    Instant now = clock.instant();
    Object told =
        thin
            ? new ThinRequest(request.id())
            : FileRequestView.of(request, live, links.url(request.shortLinkId()));
    EventType type = EventType.FILES_UPDATE;
    var notice = new Notice(id, now, type.wireName(), told, added, removed);
    return new Event(
        id, request.accountId(), type, request.id(), sequence, now, written(new Body(notice)));
  }

  private String written(Body body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Events can be written as JSON", e);
    }
  }
}
