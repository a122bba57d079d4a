package dev.satchel.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.lifetime.Lifetime;
import dev.satchel.problem.ProblemException;
import dev.satchel.thumbnail.LostThumbnailException;
import dev.satchel.thumbnail.Thumbnail;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is opened, and what takes the place of a thumbnail that is lost. */
class OpenerTest {

  private static final Conditions NONE = new Conditions(null, null, null, null, null, null);
  private static final StoredFile IMAGE = FakeBlobs.file(800, 600);

  private final LostThumbnailException loss =
      new LostThumbnailException(new IllegalStateException("for a test"));
  private final FakeBlobs blobs = new FakeBlobs();
  private final FakeThumbnail lost = FakeThumbnail.failing(loss);
  private final FakeThumbnail made = FakeThumbnail.of("made anew");
  private final Lifetime exchange = new Lifetime();

  @Test
  void opensWhatIsChosen() {
    FakeThumbnail kept = FakeThumbnail.of("kept");
    FakeThumbnails thumbnails = making(made);

    Opened opened = open(thumbnails, kept, NONE).awaitItem().getItem();

    assertThat(text(opened)).isEqualTo("kept");
    assertThat(opened.selection()).isEqualTo(new Selection.Whole());
    assertThat(thumbnails.asked).isEmpty();
  }

  @Test
  void opensTheOriginal() {
    Opened opened =
        opener(making(made))
            .open(new Original(IMAGE, blobs), NONE, exchange)
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create())
            .awaitItem()
            .getItem();

    assertThat(text(opened)).isEqualTo(FakeBlobs.CONTENTS);
  }

  @Test
  void aThumbnailThatIsLostIsMadeAnew() {
    FakeThumbnails thumbnails = making(made);

    Opened opened = open(thumbnails, lost, NONE).awaitItem().getItem();

    assertThat(text(opened)).isEqualTo("made anew");
    assertThat(opened.representation().length()).isEqualTo("made anew".length());
    assertThat(thumbnails.asked).containsExactly("make a.png 200x140");
    assertThat(lost.released).isEqualTo(1);
    assertThat(made.released).isZero();
  }

  @Test
  void theOriginalTakesItsPlaceWhereNoneCanBeMade() {
    var none = new FakeThumbnails(Optional.empty(), Optional.empty());

    Opened opened = open(none, lost, NONE).awaitItem().getItem();

    assertThat(text(opened)).isEqualTo(FakeBlobs.CONTENTS);
  }

  /** The new one may have other bytes than the one of which the client has some. */
  @Test
  void whatIsMadeAnewIsAskedTheConditionsAgain() {
    var range = new Conditions(null, null, null, null, "bytes=9-", null);

    Opened opened = open(making(made), lost, range).awaitItem().getItem();

    assertThat(opened.selection()).isEqualTo(new Selection.Unsatisfiable());
    assertThat(made.reads).isZero();
  }

  @Test
  void aSecondLossIsNotTriedAgain() {
    FakeThumbnail lostAgain = FakeThumbnail.failing(loss);
    FakeThumbnails thumbnails = making(lostAgain);

    open(thumbnails, lost, NONE).awaitFailure().assertFailedWith(LostThumbnailException.class);

    assertThat(lost.reads).isEqualTo(1);
    assertThat(lostAgain.reads).isEqualTo(1);
    assertThat(thumbnails.asked).hasSize(1);
  }

  @Test
  void aFailureOfAnotherKindPassesThrough() {
    FakeThumbnail away = FakeThumbnail.failing(ProblemException.overloaded("for a test"));
    FakeThumbnails thumbnails = making(made);

    open(thumbnails, away, NONE).awaitFailure().assertFailedWith(ProblemException.class);

    assertThat(thumbnails.asked).isEmpty();
    assertThat(made.reads).isZero();
  }

  private UniAssertSubscriber<Opened> open(
      FakeThumbnails thumbnails, Thumbnail chosen, Conditions conditions) {
    var form = new ThumbnailForm(new Original(IMAGE, blobs), new ImageSize(200, 140), chosen);
    return opener(thumbnails)
        .open(form, conditions, exchange)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private Opener opener(FakeThumbnails thumbnails) {
    return new Opener(new Representations(blobs, thumbnails, /* strict= */ false));
  }

  private static FakeThumbnails making(Thumbnail made) {
    return new FakeThumbnails(Optional.empty(), Optional.of(made));
  }

  private static String text(Opened opened) {
    List<ByteBuffer> bytes = opened.bytes().collect().asList().await().indefinitely();
    return bytes.stream()
        .map(it -> StandardCharsets.US_ASCII.decode(it).toString())
        .collect(Collectors.joining());
  }
}
