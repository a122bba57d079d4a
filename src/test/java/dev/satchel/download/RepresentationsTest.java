package dev.satchel.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.thumbnail.Thumbnail;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which form of a file is chosen. None of it is read for that. */
class RepresentationsTest {

  private static final StoredFile IMAGE = FakeBlobs.file(800, 600);

  private final FakeBlobs blobs = new FakeBlobs();
  private final FakeThumbnail kept = FakeThumbnail.of("kept");
  private final FakeThumbnail made = FakeThumbnail.of("made");
  private final FakeThumbnails thumbnails =
      new FakeThumbnails(Optional.of(kept), Optional.of(made));

  @Test
  void theOriginalWhereNothingElseIsAskedFor() {
    assertThat(choice(IMAGE, null)).isEqualTo(new Original(IMAGE, blobs));
    assertThat(thumbnails.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"200x140", "no size"})
  void theOriginalOfWhatIsNoImageWhateverIsAskedFor(String imageSize) {
    StoredFile text = FakeBlobs.file(null, null);

    assertThat(choice(text, imageSize)).isEqualTo(new Original(text, blobs));
    assertThat(thumbnails.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"801x1", "1x601", "10000x10000"})
  void aThumbnailOfAnImageThatIsSmallerThanAskedFor(String imageSize) {
    assertThat(choice(IMAGE, imageSize)).isEqualTo(form(imageSize, kept));
  }

  @Test
  void nothingInsteadWhereThatIsWanted() {
    var none = new FakeThumbnails(Optional.empty(), Optional.empty());
    var strict = new Representations(blobs, none, /* strict= */ true);

    assertThat(chosen(strict, IMAGE, null).await().indefinitely())
        .isEqualTo(new Original(IMAGE, blobs));
    for (StoredFile file : List.of(IMAGE, FakeBlobs.file(null, null))) {
      assertThatThrownBy(() -> chosen(strict, file, "200x140").await().indefinitely())
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> assertThat(problem.code()).isEqualTo(ProblemCode.NOT_RENDERABLE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "200", "0x1", "10001x1", "200X140"})
  void invalidSizesOfImagesAreRefused(String imageSize) {
    assertThatThrownBy(() -> choice(IMAGE, imageSize))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_IMAGE_SIZE));
    assertThat(thumbnails.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"200x140", "800x600"})
  void theThumbnailOfAnImage(String imageSize) {
    Representation choice = choice(IMAGE, imageSize);

    assertThat(choice).isEqualTo(form(imageSize, kept));
    assertThat(choice.name()).isEqualTo("a.jpg");
    assertThat(choice.length()).isEqualTo("kept".length());
    assertThat(thumbnails.asked).containsExactly("find a.png " + imageSize);
  }

  @Test
  void isLookedForWhileTheFileIs() {
    UUID id = UUID.randomUUID();
    var representations = new Representations(blobs, thumbnails, /* strict= */ false);

    representations
        .choose(id, Uni.createFrom().nothing(), "200x140")
        .subscribe()
        .with(chosen -> {})
        .cancel();

    assertThat(thumbnails.sought).containsExactly(id);
  }

  @Test
  void isNothingWithoutTheFile() {
    var representations = new Representations(blobs, thumbnails, /* strict= */ false);
    Uni<StoredFile> absent = Uni.createFrom().failure(new NotFoundException());

    assertThatThrownBy(
            () ->
                representations.choose(UUID.randomUUID(), absent, "200x140").await().indefinitely())
        .isInstanceOf(NotFoundException.class);
    assertThat(thumbnails.asked).isEmpty();
  }

  @Test
  void theOriginalWhereThereIsNoThumbnailToBeHad() {
    var none = new FakeThumbnails(Optional.empty(), Optional.empty());
    var representations = new Representations(blobs, none, /* strict= */ false);

    assertThat(chosen(representations, IMAGE, "200x140").await().indefinitely())
        .isEqualTo(new Original(IMAGE, blobs));
    assertThat(representations.anew(form("200x140", kept)).await().indefinitely())
        .isEqualTo(new Original(IMAGE, blobs));
  }

  @Test
  void aNewThumbnailInTheSameSizeForOneThatIsLost() {
    Representation anew =
        new Representations(blobs, thumbnails, /* strict= */ false)
            .anew(form("200x140", kept))
            .await()
            .indefinitely();

    assertThat(anew).isEqualTo(form("200x140", made));
    assertThat(thumbnails.asked).containsExactly("make a.png 200x140");
  }

  private Representation choice(StoredFile file, @Nullable String imageSize) {
    Representation choice =
        chosen(new Representations(blobs, thumbnails, /* strict= */ false), file, imageSize)
            .await()
            .indefinitely();
    assertThat(blobs.reads + kept.reads + made.reads).isZero();
    return choice;
  }

  private static Uni<Representation> chosen(
      Representations representations, StoredFile file, @Nullable String imageSize) {
    return representations.choose(file.id, Uni.createFrom().item(file), imageSize);
  }

  private ThumbnailForm form(String size, Thumbnail thumbnail) {
    return new ThumbnailForm(
        new Original(IMAGE, blobs), ImageSize.parse(size).orElseThrow(), thumbnail);
  }
}
