package dev.satchel.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTimeTest {

  /** The first is the contract's example. */
  @ParameterizedTest
  @CsvSource({
    "2021-01-15T14:33:29.145322Z,    2021-01-15T14:33:29.145322+00:00",
    "2021-01-15T14:33:29Z,           2021-01-15T14:33:29.000000+00:00",
    "2021-01-15T14:33:29.1Z,         2021-01-15T14:33:29.100000+00:00",
    "2021-01-15T14:33:29.000001Z,    2021-01-15T14:33:29.000001+00:00",
    "2021-12-31T23:59:59.999999999Z, 2021-12-31T23:59:59.999999+00:00",
    "1970-01-01T00:00:00Z,           1970-01-01T00:00:00.000000+00:00",
    "1826-07-04T12:00:00.5Z,         1826-07-04T12:00:00.500000+00:00",
    "2126-11-23T00:00:00Z,           2126-11-23T00:00:00.000000+00:00"
  })
  void writesMicrosecondsAndANumericOffset(String instant, String written) {
    assertThat(WireTime.format(Instant.parse(instant))).isEqualTo(written);
  }

  @Test
  void writesTheSameWhateverTheMachinesZoneAndLanguage() {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
      assertThat(WireTime.format(Instant.parse("2021-01-15T14:33:29.145322Z")))
          .isEqualTo("2021-01-15T14:33:29.145322+00:00");
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void outweighsOtherFormsOfInstantsInJson() throws Exception {
    var mapper = new ObjectMapper().registerModule(new JavaTimeModule());
    new WireTime().customize(mapper);

    assertThat(mapper.writeValueAsString(Map.of("at", Instant.parse("2021-01-15T14:33:29Z"))))
        .isEqualTo("{\"at\":\"2021-01-15T14:33:29.000000+00:00\"}");
  }
}
