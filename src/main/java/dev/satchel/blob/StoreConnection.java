package dev.satchel.blob;

import static software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR;

import dev.satchel.lifetime.Deadlines;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkiverse.amazon.s3.runtime.S3Config;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * The client of the object store, as {@code quarkus.s3.*} describes it, without the checksums that
 * the SDK would add by itself: uploads carry that of {@code satchel.s3.checksum}, computed while
 * parts are filled, and downloads are checked by their SHA-256.
 *
 * <p>Each try of a request has to be answered within {@code satchel.s3.attempt-timeout}; its
 * deadlines are no longer held when it was, as they would be by the SDK's own timer. From then on
 * an {@link ObjectBody} has deadlines of its own. The SDK's read timeout counts the time too in
 * which a slow client takes nothing, so it is as long as the client's own idle timeout.
 *
 * <p>Results arrive on the event loop that has heard of them, which is spared a hop: what follows
 * on one must not block.
 */
@Singleton
final class StoreConnection {

  /** As many as the SDK would have; tries of a request that failed begin on them. */
  private static final int TIMER_THREADS = 5;

  final S3AsyncClient s3;
  final StoreConfig config;
  final ObjectKeys keys;

  /** The SDK tries a write again, after a random pause each time, until one of them is over. */
  final AwsRequestOverrideConfiguration deadlines;

  StoreConnection(S3AsyncClient s3, StoreConfig config) {
    this.s3 = s3;
    this.config = config;
    this.keys = new ObjectKeys(config.prefix().orElse(""));
    this.deadlines =
        AwsRequestOverrideConfiguration.builder()
            .apiCallAttemptTimeout(config.attemptTimeout())
            .apiCallTimeout(config.writeTimeout())
            .build();
  }

  /** Instead of the client that Quarkus would make, which adds checksums by itself. */
  @Produces
  @Singleton
  static S3AsyncClient client(
      S3AsyncClientBuilder builder,
      S3Config quarkus,
      StoreConfig config,
      MeterRegistry registry,
      OpenTelemetry telemetry) {
    return builder
        .asyncConfiguration(
            async -> async.advancedOption(FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .serviceConfiguration(withoutChecksums(quarkus))
        .putAuthScheme(new SignedContents())
        .overrideConfiguration(
            builder.overrideConfiguration().toBuilder()
                .apiCallAttemptTimeout(config.attemptTimeout())
                .scheduledExecutorService(Deadlines.newTimer("s3-deadlines", TIMER_THREADS))
                .addExecutionInterceptor(new PromptBody())
                .addExecutionInterceptor(new WriteOutage())
                .addExecutionInterceptor(new StoreMetrics(registry))
                .addExecutionInterceptor(new StoreTraces(telemetry))
                .retryStrategy(
                    tries ->
                        tries
                            .retryOnException(LeftHandler::isMet)
                            .retryOnException(SpoiledWrite::isMet))
                .build())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  static void close(@Disposes S3AsyncClient client) {
    client.close();
  }

  /** The SDK refuses a client that is told twice what to do about checksums. */
  private static S3Configuration withoutChecksums(S3Config quarkus) {
    var configuration =
        S3Configuration.builder()
            .accelerateModeEnabled(quarkus.accelerateMode())
            .chunkedEncodingEnabled(quarkus.chunkedEncoding())
            .pathStyleAccessEnabled(quarkus.pathStyleAccess())
            .useArnRegionEnabled(quarkus.useArnRegionEnabled());
    quarkus.profileName().ifPresent(configuration::profileName);
    return configuration.build();
  }
}
