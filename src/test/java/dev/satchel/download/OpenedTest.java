package dev.satchel.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.ByteRange;
import dev.satchel.image.ImageSize;
import dev.satchel.lifetime.Lifetime;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is acquired to read a representation is given back on every path, once. */
class OpenedTest {

  private static final Selection WHOLE = new Selection.Whole();

  private final FakeThumbnail readable = FakeThumbnail.of("0123456789");
  private final Lifetime exchange = new Lifetime();

  /** How an answer may go on once its bytes are open. */
  static Stream<Function<Uni<Opened>, Uni<?>>> ends() {
    return Stream.of(
        answered -> answered,
        unanswered -> unanswered.invoke(opened -> fail()),
        offRecord -> offRecord.call(opened -> Uni.createFrom().failure(new AssertionError())),
        left -> left.call(opened -> Uni.createFrom().nothing()));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void isClosedWithTheExchange(Function<Uni<Opened>, Uni<?>> end) {
    end.apply(open(readable, WHOLE)).subscribe().with(ended -> {}, failed -> {});
    assertThat(readable.reads).isEqualTo(1);
    assertThat(readable.released).isZero();

    exchange.close();

    assertThat(readable.released).isEqualTo(1);
  }

  @Test
  void isClosedWhenItsOwnerSaysSo() {
    Opened opened = open(readable, WHOLE).await().indefinitely();

    opened.close();
    exchange.close();

    assertThat(readable.released).isEqualTo(1);
  }

  @Test
  void isClosedAtOnceWhereItCannotBeOpened() {
    FakeThumbnail away = FakeThumbnail.failing(ProblemException.overloaded("for a test"));

    opening(away).assertFailedWith(ProblemException.class);

    assertThat(away.released).isEqualTo(1);
  }

  @Test
  void isClosedAtOnceWhereNobodyWaitsForItAnyMore() {
    FakeThumbnail silent = FakeThumbnail.silent();
    UniAssertSubscriber<Opened> opening = opening(silent);
    assertThat(silent.released).isZero();

    opening.cancel();

    assertThat(silent.released).isEqualTo(1);
  }

  @Test
  void isClosedWhereTheExchangeEndsBeforeItIsOpen() {
    FakeThumbnail silent = FakeThumbnail.silent();
    opening(silent).assertNotTerminated();

    exchange.close();

    assertThat(silent.released).isEqualTo(1);
  }

  @Test
  void acquiresNothingThatOutlivesAnExchangeThatHasEnded() {
    exchange.close();

    opening(readable);

    assertThat(readable.released).isEqualTo(readable.reads);
  }

  @Test
  void aPartIsThatPart() {
    Opened opened = open(readable, new Selection.Part(new ByteRange(2, 4))).await().indefinitely();

    List<ByteBuffer> bytes = opened.bytes().collect().asList().await().indefinitely();
    assertThat(bytes).containsExactly(ByteBuffer.wrap("234".getBytes(StandardCharsets.US_ASCII)));
  }

  static Stream<Selection> selectionsWithoutBytes() {
    return Stream.of(
        new Selection.NotModified(),
        new Selection.PreconditionFailed(),
        new Selection.Unsatisfiable());
  }

  @ParameterizedTest
  @MethodSource("selectionsWithoutBytes")
  void opensNothingForAnAnswerWithoutBytes(Selection selection) {
    Opened opened = open(readable, selection).await().indefinitely();

    assertThat(opened.selection()).isEqualTo(selection);
    assertThat(opened.bytes().collect().asList().await().indefinitely()).isEmpty();
    assertThat(readable.reads).isZero();
  }

  private UniAssertSubscriber<Opened> opening(FakeThumbnail thumbnail) {
    return open(thumbnail, WHOLE).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private Uni<Opened> open(FakeThumbnail thumbnail, Selection selection) {
    var original = new Original(FakeBlobs.file(800, 600), new FakeBlobs());
    var form = new ThumbnailForm(original, new ImageSize(200, 140), thumbnail);
    return Opened.of(form, selection, exchange);
  }

  private static void fail() {
    throw new AssertionError("for a test");
  }
}
