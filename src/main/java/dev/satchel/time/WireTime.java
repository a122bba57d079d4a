package dev.satchel.time;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes instants as ISO 8601 in UTC with microseconds and a numeric offset: {@code
 * 2021-01-15T14:33:29.145322+00:00}.
 */
@Singleton
public final class WireTime implements ObjectMapperCustomizer {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(new SimpleModule("wire-time").addSerializer(new InstantSerializer()));
  }

  /** Last of all, so that no other module's form of instants is left. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  /** The instant as it leaves. */
  public static String format(Instant instant) {
    return FORMAT.format(instant);
  }

  private static final class InstantSerializer extends StdSerializer<Instant> {

    InstantSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(format(value));
    }
  }
}
