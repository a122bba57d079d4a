package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TargetsTest {

  private static final String URL = "https://target.example/hook";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void takesAHostWhoseAddressesAreAllPublic() {
    assertThat(require(resolvingTo("93.184.215.14", "2606:4700::1111")).await().atMost(PATIENCE))
        .isNull();
  }

  @Test
  void refusesAHostWithAnyOtherAddress() {
    assertRefused(resolvingTo("93.184.215.14", "10.0.0.1"));
    assertRefused(resolvingTo("::1", "93.184.215.14"));
  }

  @Test
  void refusesAHostWithoutAddresses() {
    assertRefused(resolvingTo());
    assertRefused(host -> Uni.createFrom().failure(new UnknownHostException(host)));
  }

  @Test
  void doesNotWaitForeverForAName() {
    assertRefused(host -> Uni.createFrom().nothing());
  }

  private static void assertRefused(HostAddresses addresses) {
    assertThatThrownBy(() -> require(addresses).await().atMost(PATIENCE))
        .asInstanceOf(type(ProblemException.class))
        .returns(ProblemCode.FORBIDDEN_ADDRESS, ProblemException::code)
        .returns("url", ProblemException::path)
        .satisfies(
            refused -> assertThat(refused).hasMessageNotContaining("target.example").hasNoCause());
  }

  private static Uni<Void> require(HostAddresses addresses) {
    return new Targets(
            addresses,
            Settings.with(WebhookConfig.class, Map.of("satchel.webhooks.timeout", "100ms")))
        .require("url", URL);
  }

  private static HostAddresses resolvingTo(String... literals) {
    List<InetAddress> addresses = Stream.of(literals).map(InetAddress::ofLiteral).toList();
    return host -> Uni.createFrom().item(addresses);
  }
}
