package dev.satchel.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a {@link FaultyWire} before each of the {@link SatchelServers}, for one test profile. */
public final class FaultyWires implements QuarkusTestResourceLifecycleManager {

  private static final String S3 = "quarkus.s3.endpoint-override";
  private static final String DATABASE = "quarkus.datasource.reactive.url";

  private @Nullable FaultyWire s3;
  private @Nullable FaultyWire database;

  @Override
  public int order() {
    return 1;
  }

  @Override
  public Map<String, String> start() {
    s3 = before(S3);
    database = before(DATABASE);
    return Map.of(S3, through(s3, S3), DATABASE, through(database, DATABASE));
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(FaultyWires.class));
  }

  @Override
  public void stop() {
    Stream.of(s3, database).filter(Objects::nonNull).forEach(FaultyWire::close);
  }

  /** The wire to the object store. */
  public FaultyWire s3() {
    return Objects.requireNonNull(s3);
  }

  /** The wire to the database, but for migrations. */
  public FaultyWire database() {
    return Objects.requireNonNull(database);
  }

  public void heal() {
    s3().heal();
    database().heal();
  }

  private static FaultyWire before(String property) {
    try {
      return new FaultyWire(port(property));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int port(String property) {
    return URI.create(SatchelServers.property(property)).getPort();
  }

  private static String through(FaultyWire wire, String property) {
    return SatchelServers.property(property).replace(":" + port(property), ":" + wire.port());
  }
}
