package dev.satchel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.satchel.testing.HelmChart;
import dev.satchel.testing.Manifests;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what reads manifests refuses those that a cluster would. */
class KubernetesTypesTest {

  private static final String WHOLE = HelmChart.text("full", Map.of()) + "\n---\n" + knative();

  @Test
  void takesWhatIsRight() {
    assertThatCode(() -> check(WHOLE)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas, misspelt | minReplicas: 2 | minReplica: 2",
        "a field in the wrong place | readOnlyRootFilesystem: true | readOnlyRootFileSystem: true",
        "a text for a number | containerPort: 8080 | containerPort: http",
        "a number in a text for a number | periodSeconds: 1 | periodSeconds: '1'",
        "a number for a text | ingressClassName: nginx | ingressClassName: 7",
        "truth for a text | value: 192.168.1.1 | value: yes",
        "an object for a text | type: RuntimeDefault | type: {}",
        "a text for a list | matchLabelKeys: [pod-template-hash] | matchLabelKeys: pod-template-hash",
        "another version | policy/v1 | policy/v1beta1",
        "another kind | kind: HTTPRoute | kind: HttpRoute",
        "a field of a monitor | path: /q/metrics | pathname: /q/metrics",
        "a field of a route | parentRefs: | parents:",
        "a field of a service of Knative | timeoutSeconds: 600 | timeout: 600",
      })
  void refusesWhatIsNot(String what, String right, String wrong) {
    String broken = WHOLE.replaceFirst(Pattern.quote(right), wrong);

    assertThat(broken).isNotEqualTo(WHOLE);
    assertThatThrownBy(() -> check(broken))
        .as(what)
        .isInstanceOfAny(JsonProcessingException.class, IllegalArgumentException.class);
  }

  private static void check(String yaml) throws Exception {
    for (JsonNode object : Manifests.of(yaml).all()) {
      KubernetesTypes.check(object);
    }
  }

  private static String knative() {
    return """
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata: {name: satchel}
        spec:
          template:
            spec:
              timeoutSeconds: 600
              containers:
                - image: registry.example/satchel
                  env:
                    - name: ADDRESS
                      value: 192.168.1.1
        """;
  }
}
