package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSealTest {

  private static final UUID WEBHOOK = new UUID(0, 1);
  private static final EndpointSecret SECRET =
      EndpointSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private static final String OLD = key("2025", 1);
  private static final String NEW = key("2026", 2);

  @Test
  void opensWhatItHasSealed() {
    String kept = seal(NEW).seal(WEBHOOK, SECRET);

    assertThat(kept).startsWith("sealed:2026:").doesNotContain(SECRET.text(), "whsec_");
    assertThat(seal(NEW).open(WEBHOOK, kept).text()).isEqualTo(SECRET.text());
    assertThat(seal(NEW).seal(WEBHOOK, SECRET)).isNotEqualTo(kept);
  }

  @Test
  void opensWithEveryKeyAndSealsWithTheFirst() {
    String old = seal(OLD).seal(WEBHOOK, SECRET);
    SecretSeal both = seal(NEW, OLD);

    assertThat(both.open(WEBHOOK, old).text()).isEqualTo(SECRET.text());
    String renewed = both.renewed(WEBHOOK, old);
    assertThat(renewed).startsWith("sealed:2026:");
    assertThat(seal(NEW).open(WEBHOOK, renewed).text()).isEqualTo(SECRET.text());
    assertThat(both.renewed(WEBHOOK, renewed)).isSameAs(renewed);
  }

  @Test
  void opensWhatWasKeptBeforeThereWereKeys() {
    assertThat(seal(NEW).open(WEBHOOK, SECRET.text()).text()).isEqualTo(SECRET.text());
    assertThat(seal(NEW).renewed(WEBHOOK, SECRET.text())).startsWith("sealed:2026:");
  }

  @Test
  void opensNothingForAnotherWebhook() {
    String kept = seal(NEW).seal(WEBHOOK, SECRET);

    assertUnreadable(seal(NEW), new UUID(0, 2), kept);
  }

  @Test
  void opensNothingThatWasAltered() {
    SecretSeal seal = seal(NEW);
    String kept = seal.seal(WEBHOOK, SECRET);
    int start = "sealed:2026:".length();
    byte[] bytes = Base64.getUrlDecoder().decode(kept.substring(start));
    for (int i = 0; i < bytes.length; i++) {
      byte[] altered = bytes.clone();
      altered[i] ^= 1;
      assertUnreadable(seal, WEBHOOK, kept.substring(0, start) + text(altered));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sealed:", "sealed:2026", "sealed:2026:", "sealed:2026:*", "sealed:a:AA"})
  void opensNothingOfAnotherForm(String kept) {
    assertUnreadable(seal(NEW), WEBHOOK, kept);
  }

  @Test
  void opensNothingWithoutItsKey() {
    assertUnreadable(seal(NEW), WEBHOOK, seal(OLD).seal(WEBHOOK, SECRET));
    assertUnreadable(seal(key("2026", 3)), WEBHOOK, seal(NEW).seal(WEBHOOK, SECRET));
  }

  @Test
  void sealsNothingWithoutAKey() {
    assertThatThrownBy(() -> seal().seal(WEBHOOK, SECRET))
        .isInstanceOfSatisfying(
            ProblemException.class,
            it -> assertThat(it.code()).isEqualTo(ProblemCode.NOT_CONFIGURED));
  }

  @Test
  void keepsTheTextWhileNothingIsToBeSealed() {
    var open = new SecretSeal(SealingKeys.parse(List.of(NEW)), false);

    assertThat(open.seal(WEBHOOK, SECRET)).isEqualTo(SECRET.text());
    assertThat(open.currentStart()).isEmpty();
    assertThat(open.open(WEBHOOK, seal(NEW).seal(WEBHOOK, SECRET)).text()).isEqualTo(SECRET.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026:",
        "a b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "2026:AAAAAAAAAAAAAAAAAAAAAA==",
        "2026:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "2026:not base64"
      })
  void takesNoOtherKeys(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SealingKeys.parse(List.of(key)))
        .withMessageNotContaining("AAAA")
        .withNoCause();
  }

  @Test
  void takesNoIdTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SealingKeys.parse(List.of(NEW, key("2026", 3))));
  }

  @Test
  void startsWithTheKeysOfAllThatIsSealedOnly() {
    assertThatNoException()
        .isThrownBy(() -> SecretUpkeep.requireKeys(seal(NEW, OLD), Set.of("2025", "2026", "")));
    assertThatNoException().isThrownBy(() -> SecretUpkeep.requireKeys(seal(), Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretUpkeep.requireKeys(seal(NEW), Set.of("2025")))
        .withMessageContaining("satchel.webhooks.secret-keys")
        .withMessageContaining("2025");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretUpkeep.requireKeys(seal(), Set.of("")))
        .withMessageContaining("satchel.webhooks.secret-keys");
  }

  private static void assertUnreadable(SecretSeal seal, UUID webhook, String kept) {
    assertThatThrownBy(() -> seal.open(webhook, kept))
        .as(kept)
        .isInstanceOf(UnreadableSecretException.class);
  }

  private static SecretSeal seal(String... keys) {
    return new SecretSeal(SealingKeys.parse(List.of(keys)), true);
  }

  private static String key(String id, int filling) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) filling);
    return id + ":" + Base64.getEncoder().encodeToString(bytes);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
