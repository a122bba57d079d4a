package dev.satchel.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.event.Event;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.testing.Settings;
import dev.satchel.time.WireTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FilesUpdateTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"), ZoneOffset.UTC);

  private static final FileRequest REQUEST =
      new FileRequest(
          new UUID(1, 2),
          new UUID(3, 4),
          FileRequestType.ANY,
          "Show me.",
          "12",
          new FileRequest.PatientName(new UUID(5, 6), "John", "Smith"),
          null,
          "abc",
          null,
          Instant.EPOCH,
          null,
          null,
          null,
          null);

  private final ObjectMapper json = new ObjectMapper();
  private final UUID added = new UUID(7, 8);

  @Test
  void tellsEverythingOfTheRequest() throws Exception {
    JsonNode event = payload(event("full"));

    assertThat(event.at("/fileRequest/patientUser/lastName").asText()).isEqualTo("Smith");
    assertThat(event.at("/addedFileIds/0").asText()).isEqualTo(added.toString());
    assertThat(event.get("createdAt").asText()).isEqualTo("2026-01-02T03:04:05.678901+00:00");
  }

  @Test
  void tellsNothingButIdsWhereEventsAreThin() throws Exception {
    Event event = event("thin");

    assertThat(payload(event).get("fileRequest").toString())
        .isEqualTo("{\"id\":\"" + REQUEST.id() + "\"}");
    assertThat(event.payload()).doesNotContain("Smith", "Show me.");
    assertThat(payload(event).at("/addedFileIds/0").asText()).isEqualTo(added.toString());
  }

  private Event event(String payload) {
    new WireTime().customize(json);
    var config = Settings.with(EventConfig.class, Map.of("satchel.webhooks.payload", payload));
    var links = new ShortLinks(Settings.with(LinkConfig.class, Map.of()));
    return new FilesUpdate(json, new TimeOrderedIds(CLOCK), links, CLOCK, config)
        .of(REQUEST, 1, List.of(), List.of(added), List.of());
  }

  private JsonNode payload(Event event) throws Exception {
    return json.readTree(event.payload()).get("event");
  }
}
