package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/** A bucket that cannot be used, on a real server. */
class BucketCheckTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SECRET = "a-secret-that-nobody-may-see";

  private final List<String> lines = new ArrayList<>();
  private final Logger log = Logger.getLogger(BucketCheck.class.getName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    log.addHandler(handler);
  }

  @AfterEach
  void leave() {
    log.removeHandler(handler);
  }

  @Test
  void isReadyWhereTheBucketIsThere() {
    try (S3AsyncClient s3 = SatchelServers.s3()) {
      check(s3, "satchel").result().await().atMost(PATIENCE);
    }
  }

  @Test
  void namesABucketThatIsMissing() {
    try (S3AsyncClient s3 = SatchelServers.s3()) {
      assertThat(told(check(s3, "no-such-bucket")))
          .isEqualTo(
              "The bucket cannot be used: 404 NoSuchBucket."
                  + " Look at satchel.s3.bucket: a bucket of that name has to exist.");
    }
  }

  @Test
  void namesAKeyThatTheStoreDoesNotKnow() {
    try (S3AsyncClient s3 = with("nobody", SECRET)) {
      assertThat(told(check(s3, "satchel")))
          .startsWith("The bucket cannot be used: 403 InvalidAccessKeyId.")
          .contains("access-key-id")
          .doesNotContain(SECRET, "nobody");
    }
  }

  @Test
  void namesASecretThatIsWrong() {
    String access =
        SatchelServers.configuration()
            .get("quarkus.s3.aws.credentials.static-provider.access-key-id");
    try (S3AsyncClient s3 = with(String.valueOf(access), SECRET)) {
      assertThat(told(check(s3, "satchel")))
          .startsWith("The bucket cannot be used: 403 SignatureDoesNotMatch.")
          .contains("secret-access-key")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void namesAnAddressAtWhichNobodyIs() {
    S3AsyncClientBuilder builder =
        SatchelServers.s3Builder().endpointOverride(URI.create("http://127.0.0.1:9"));
    try (S3AsyncClient s3 = builder.forcePathStyle(true).build()) {
      assertThat(told(check(s3, "satchel")))
          .startsWith("The bucket cannot be used: ")
          .contains("quarkus.s3.endpoint-override");
    }
  }

  /** The same cause is told of once, and another one again. */
  private String told(BucketCheck check) {
    Throwable failure = catchThrowable(() -> check.result().await().atMost(PATIENCE));
    check.explain(failure);
    check.explain(failure);
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  private static BucketCheck check(S3AsyncClient s3, String bucket) {
    return new BucketCheck(
        new StoreConnection(
            s3, Settings.with(StoreConfig.class, Map.of("satchel.s3.bucket", bucket))));
  }

  private static S3AsyncClient with(String access, String secret) {
    return SatchelServers.s3Builder()
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret)))
        .build();
  }
}
