package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.Backup;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.PackagedSatchel.Ended;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The drill of docs/operations.md: a database and a bucket from different moments. */
@ExtendWith(EmptyStorage.class)
class RestoreIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As often as can be, so that what would be removed is removed while the test looks. */
  private static final String[] EAGER = {
    "satchel.retention.every=1s",
    "satchel.retention.compare-every=1s",
    "satchel.retention.orphan-age=1s",
    "satchel.retention.grace=0s"
  };

  @Test
  void nothingIsRemovedThatIsInDoubt() throws Exception {
    String kept;
    String lost;
    String due;
    String newer;
    try (var service = PackagedSatchel.start(with("satchel.retention.report-only=true"))) {
      kept = stored(service, UploadDocument.of("kept").toString());
      lost = stored(service, UploadDocument.of("lost").toString());
      due = stored(service, UploadDocument.of("due").expiryInterval(1).toString());
      try (var backup = Backup.take()) {
        newer = stored(service, UploadDocument.of("newer").toString());
        service.kill();
        backup.restoreAllBut();
      }
    }
    Storage.delete(lost);

    Ended report = PackagedSatchel.run("retention", "report");

    assertThat(report.code()).isEqualTo(1);
    assertThat(report.output())
        .contains(
            "without a file: 1\n",
            "without a file: " + newer + "\n",
            "files without an object: 1\n",
            "without an object: " + lost);

    try (var service = PackagedSatchel.start(with("satchel.retention.report-only=true"))) {
      // Twice, since the first one may have begun before the objects were a second old.
      awaitComparison(service);
      awaitComparison(service);
      assertThat(Storage.objects()).contains(kept, due, newer);
      assertThat(service.manage("/q/metrics").body())
          .containsPattern("satchel_retention_files_without_bytes.* 1\\.0");
    }
    try (var _ = PackagedSatchel.start(EAGER)) {
      Eventually.holds(
          () -> assertThat(Storage.objects()).contains(kept).doesNotContain(due, newer));
    }
  }

  private static String stored(PackagedSatchel service, String document) throws Exception {
    String answer = service.call("POST", "/v1/files", document).body();
    return Storage.objectKey(JSON.readTree(answer).get(0).get("id").asText());
  }

  private static void awaitComparison(PackagedSatchel service) throws Exception {
    String last = lastComparison(service);
    Eventually.holds(() -> assertThat(lastComparison(service)).isNotEqualTo(last));
  }

  private static String lastComparison(PackagedSatchel service) throws Exception {
    var passes = JSON.readTree(service.call("GET", "/v1/retention", "").body()).get("passes");
    for (var pass : passes) {
      if (pass.get("kind").asText().equals("comparison")) {
        return pass.get("finishedAt").asText();
      }
    }
    return "";
  }

  private static String[] with(String setting) {
    return Stream.concat(Stream.of(EAGER), Stream.of(setting)).toArray(String[]::new);
  }
}
