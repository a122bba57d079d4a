package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.PackagedSatchel.Ended;
import dev.satchel.testing.UploadDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged program does once, instead of serving. */
@ExtendWith(EmptyStorage.class)
class CommandIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USER = "9d6ad525-90c6-4c03-8f05-63584ee20a29";

  @Test
  void replaysErasuresAndEnds() throws Exception {
    Ended ended = PackagedSatchel.run("erasures", "replay");

    assertThat(ended.output()).contains("erasures in the ledger: ", "files erased again: 0");
    assertThat(ended.output().lines()).hasSize(4);
    assertThat(ended.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "erasures rerun",
        "erasures",
        "serve",
        "keys create",
        "keys create --name a --scopes files:eat",
        "keys create --name a --expires-at 2001-01-31T12:00:00+00:00",
        "retention report --lines many",
        "upload",
        "upload --user " + USER + " nothing-there.jpg",
        "upload --user nobody pom.xml",
        "upload --user 1-1-1-1-1 pom.xml",
        "upload --user " + USER + " --server ftp://localhost pom.xml"
      })
  void doesNothingThatItDoesNotUnderstand(String arguments) throws Exception {
    Ended ended = PackagedSatchel.run(arguments.split(" "));

    assertThat(ended.output()).isEmpty();
    assertThat(ended.code()).isEqualTo(2);
  }

  @Test
  void helps() throws Exception {
    Ended ended = PackagedSatchel.run("--help");

    assertThat(ended.output()).contains("migrate", "keys", "retention", "audit", "upload");
    assertThat(ended.code()).isZero();
    assertThat(PackagedSatchel.run("upload", "--help").output()).contains("--user=UUID", "FILE...");
  }

  @Test
  void makesKeysThatDoWhatTheyMay() throws Exception {
    Ended reader =
        PackagedSatchel.run("keys", "create", "--name", "reader", "--scopes", "files:read");
    Ended clinic =
        PackagedSatchel.run("keys", "create", "--name", "clinic", "--account", "Clinic in Ulm");

    assertThat(reader.code()).isZero();
    assertThat(reader.output()).matches("satchel_[-_0-9A-Za-z]{43}\\n");
    try (var service = PackagedSatchel.start()) {
      String document = UploadDocument.of("mine").toString();
      assertThat(as(reader, service, "POST", "/v1/files", document).code()).isEqualTo(403);
      Answer uploaded = as(clinic, service, "POST", "/v1/files", document);
      assertThat(uploaded.code()).isEqualTo(200);
      String file = "/v1/files/" + uploaded.body().get(0).get("id").asText() + "/metadata";
      assertThat(as(clinic, service, "GET", file, "").code()).isEqualTo(200);
      assertThat(service.call("GET", file, "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void uploadsFiles(@TempDir Path directory) throws Exception {
    Path photo = Files.writeString(directory.resolve("my \"ph\u00f6to\".txt"), "a photo");
    Path key = Files.writeString(directory.resolve("key"), PackagedSatchel.BOOTSTRAP_KEY + "\n");
    try (var service = PackagedSatchel.start()) {
      String server = "http://127.0.0.1:" + service.port();

      Ended done = upload(server, key, photo, "--description", "Better.", "--expires-in", "60");
      JsonNode file = JSON.readTree(done.output()).get(0);

      assertThat(done.code()).isZero();
      assertThat(file.get("originalName").asText()).isEqualTo("my \"ph\u00f6to\".txt");
      assertThat(file.get("mimeType").asText()).isEqualTo("text/plain");
      assertThat(file.get("description").asText()).isEqualTo("Better.");
      assertThat(file.get("size").asInt()).isEqualTo("a photo".length());
      assertThat(file.get("expiresAt").isNull()).isFalse();
      assertThat(service.call("GET", "/v1/files/" + file.get("id").asText(), "").body())
          .isEqualTo("a photo");
      assertThat(upload(server, photo, photo).code()).as("another key").isEqualTo(1);
    }
  }

  private static Ended upload(String server, Path key, Path file, String... more) throws Exception {
    var arguments =
        Stream.concat(
            Stream.of("upload", "--user", USER, "--server", server, "--key-file", key.toString()),
            Stream.concat(Stream.of(more), Stream.of(file.toString())));
    return PackagedSatchel.run(arguments.toArray(String[]::new));
  }

  private record Answer(int code, JsonNode body) {}

  private static Answer as(
      Ended made, PackagedSatchel service, String method, String path, String body)
      throws Exception {
    var answer =
        service.call(
            method,
            path,
            body,
            "Authorization",
            "Bearer " + made.output().strip(),
            "Content-Type",
            "application/json");
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }
}
