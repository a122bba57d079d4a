package dev.satchel.blob;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.CredentialScope;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4Properties;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4RequestSigner;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.CredentialUtils;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.BaseSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signs a write with the digest of its contents, where the request names one in {@code
 * x-amz-content-sha256}; every store that checks signatures has to check that digest (AWS Signature
 * Version 4, canonical request). All other requests are signed as the SDK does.
 *
 * <p>The SDK alone signs the contents of a stream as {@code UNSIGNED-PAYLOAD}, or reads them once
 * more to take a digest that is known here already. So the signature is asked of its signer one
 * step below, which takes the digest as given.
 */
final class SignedContents implements AuthScheme<AwsCredentialsIdentity> {

  private static final String DIGEST = "x-amz-content-sha256";

  private final HttpSigner<AwsCredentialsIdentity> signer = new Signer(AwsV4HttpSigner.create());

  /**
   * The same settings, for a request with contents of this digest.
   *
   * @param sha256 in hexadecimal
   */
  static AwsRequestOverrideConfiguration of(
      AwsRequestOverrideConfiguration request, String sha256) {
    return request.toBuilder().putHeader(DIGEST, sha256).build();
  }

  @Override
  public String schemeId() {
    return AwsV4AuthScheme.SCHEME_ID;
  }

  @Override
  public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
    return providers.identityProvider(AwsCredentialsIdentity.class);
  }

  @Override
  public HttpSigner<AwsCredentialsIdentity> signer() {
    return signer;
  }

  private record Signer(AwsV4HttpSigner others) implements HttpSigner<AwsCredentialsIdentity> {

    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
      return others.sign(request);
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(
        AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
      return request.request().firstMatchingHeader(DIGEST).isPresent()
          ? CompletableFuture.completedFuture(signed(request))
          : others.signAsync(request);
    }

    private static AsyncSignedRequest signed(
        AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
      SdkHttpRequest.Builder head = request.request().toBuilder();
      Publisher<ByteBuffer> contents = request.payload().orElse(null);
      return AsyncSignedRequest.builder()
          .request(
              V4RequestSigner.header(properties(request)).sign(head).getSignedRequest().build())
          .payload(contents)
          .build();
    }

    private static V4Properties properties(
        BaseSignRequest<?, ? extends AwsCredentialsIdentity> request) {
      Clock clock = request.requireProperty(HttpSigner.SIGNING_CLOCK, Clock.systemUTC());
      var scope =
          new CredentialScope(
              request.requireProperty(AwsV4HttpSigner.REGION_NAME),
              request.requireProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME),
              clock.instant());
      return V4Properties.builder()
          .credentials(CredentialUtils.sanitizeCredentials(request.identity()))
          .credentialScope(scope)
          .signingClock(clock)
          .doubleUrlEncode(request.requireProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, true))
          .normalizePath(request.requireProperty(AwsV4HttpSigner.NORMALIZE_PATH, true))
          .build();
    }
  }
}
