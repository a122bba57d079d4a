package dev.satchel;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** What the running service does, in a JVM of its own: all tests of it but {@link LimitsSuite}. */
@Suite
@SelectPackages({"dev.satchel.api", "dev.satchel.retention"})
@SelectClasses(
    names = {
      "dev.satchel.access.BootstrapKeyTest",
      "dev.satchel.audit.ChainTest",
      "dev.satchel.audit.RefusalCountsTest",
      "dev.satchel.blob.LeftHandlerTest",
      "dev.satchel.blob.PromptBodyTest",
      "dev.satchel.blob.StoreConnectionTest",
      "dev.satchel.database.DatabaseTest",
      "dev.satchel.erasure.ReplayTest",
      "dev.satchel.intake.FileCommitTest",
      "dev.satchel.intake.IdempotencyUpkeepTest",
      "dev.satchel.intake.UploadBlobsTest",
      "dev.satchel.request.PeopleTest",
      "dev.satchel.thumbnail.StoredThumbnailsTest",
      "dev.satchel.webhook.SecretUpkeepTest"
    })
@ExcludeClassNamePatterns({
  "dev\\.satchel\\.api\\.ConnectionLimitsTest",
  "dev\\.satchel\\.api\\.DownloadLimitTest",
  "dev\\.satchel\\.api\\.FailedAuthTest",
  "dev\\.satchel\\.api\\.Http2Test",
  "dev\\.satchel\\.api\\.OutageTest",
  "dev\\.satchel\\.api\\.OverloadTest",
  "dev\\.satchel\\.api\\.PrecomputedThumbnailTest",
  "dev\\.satchel\\.api\\.RateLimitedTest",
  "dev\\.satchel\\.api\\.SlowUploadTest",
  "dev\\.satchel\\.api\\.ThumbnailQueueTest",
  "dev\\.satchel\\.api\\.WebhookAddressTest",
  "dev\\.satchel\\.api\\.WebhookSharesTest",
  "dev\\.satchel\\.retention\\.WireFaultsTest"
})
class FeaturesSuite {}
