package dev.satchel.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.satchel.client.ApiClient;
import dev.satchel.client.ApiException;
import dev.satchel.client.api.FilesApi;
import dev.satchel.client.model.FilePage;
import dev.satchel.client.model.StoredFile;
import dev.satchel.client.model.Upload;
import dev.satchel.client.model.UploadedFile;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.PackagedSatchel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What openapi-generator makes of docs/openapi.yaml for Java, used: the build has generated and
 * compiled a client in Kotlin as well.
 */
@ExtendWith(EmptyStorage.class)
class GeneratedClientsIT {

  private static final byte[] BYTES = "Zwölf Boxkämpfer".getBytes(StandardCharsets.UTF_8);

  private static PackagedSatchel satchel;

  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    satchel = PackagedSatchel.start();
  }

  @AfterAll
  static void stop() throws Exception {
    satchel.close();
  }

  @Test
  void javaUploadsListsDownloadsAndDeletes(@TempDir Path folder) throws Exception {
    FilesApi api = api();
    var document =
        new Upload()
            .userId(user)
            .expiryInterval(3600L)
            .addFilesItem(new UploadedFile().name("as.json").type("text/plain").contents(BYTES));
    Path source = Files.write(folder.resolve("as.form"), BYTES);

    StoredFile json = api.uploadFiles(document, UUID.randomUUID().toString()).getFirst();
    StoredFile form =
        api.uploadForm(List.of(source.toFile()), user, null, null, null, null, null).getFirst();

    assertThat(json.getOriginalName()).isEqualTo("as.json");
    assertThat(json.getExpiresAt()).isEqualTo(json.getCreatedAt().plusHours(1));
    assertThat(form.getOriginalName()).isEqualTo("as.form");
    assertThat(form.getExpiresAt()).isNull();
    FilePage page = api.listFiles(null, null, 10, user);
    assertThat(page.getFiles())
        .extracting(StoredFile::getId)
        .containsExactly(form.getId(), json.getId());
    assertThat(page.getNextCursor()).isNull();
    assertThat(api.downloadFile(json.getId(), null)).hasBinaryContent(BYTES);
    assertThat(api.downloadFile(form.getId(), null)).hasBinaryContent(BYTES);
    api.deleteFile(json.getId());
    api.deleteFile(form.getId());
    var gone = catchThrowableOfType(ApiException.class, () -> api.getFileMetadata(json.getId()));
    assertThat(gone.getCode()).isEqualTo(404);
  }

  private static FilesApi api() {
    var client = new ApiClient();
    client.updateBaseUri(url());
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + PackagedSatchel.BOOTSTRAP_KEY));
    return new FilesApi(client);
  }

  private static String url() {
    return "http://localhost:" + satchel.port();
  }
}
