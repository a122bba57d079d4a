package dev.satchel;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * How the running service bears too much, too slow and what fails, each with settings of its own,
 * in a JVM beside that of {@link FeaturesSuite}. By their names, since Quarkus loads the classes
 * anew.
 */
@Suite
@SelectClasses(
    names = {
      "dev.satchel.api.ConnectionLimitsTest",
      "dev.satchel.api.DownloadLimitTest",
      "dev.satchel.api.FailedAuthTest",
      "dev.satchel.api.Http2Test",
      "dev.satchel.api.OutageTest",
      "dev.satchel.api.OverloadTest",
      "dev.satchel.api.PrecomputedThumbnailTest",
      "dev.satchel.api.RateLimitedTest",
      "dev.satchel.api.SlowUploadTest",
      "dev.satchel.api.ThumbnailQueueTest",
      "dev.satchel.api.WebhookAddressTest",
      "dev.satchel.api.WebhookSharesTest",
      "dev.satchel.database.ReadOnlyDatabaseTest",
      "dev.satchel.retention.WireFaultsTest",
      "dev.satchel.thumbnail.ThumbnailWorkersTest"
    })
class LimitsSuite {}
