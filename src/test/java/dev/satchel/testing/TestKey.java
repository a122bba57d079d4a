package dev.satchel.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key, put straight into the database.
 *
 * @param account whose key it is
 * @param value what a caller sends
 */
public record TestKey(UUID account, String value) {

  private static final String EVERY_SCOPE =
      "files:read files:write requests:write webhooks:manage keys:manage";

  private static final String INSERT_KEY =
      """
      insert into api_key
        (id, account_id, name, key_hash, scopes, created_at, expires_at, revoked_at)
      values (?, ?, 'test', ?, ?, now(), ?, ?)
      """;

  /** A key of a new account, with every scope. */
  public static TestKey ofNewAccount() {
    UUID account = UUID.randomUUID();
    try (Connection database = SatchelServers.database();
        PreparedStatement insert =
            database.prepareStatement(
                "insert into account (id, name, created_at) values (?, ?, now())")) {
      insert.setObject(1, account);
      insert.setString(2, account.toString());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return insert(account, EVERY_SCOPE, null, null);
  }

  /** Another key of the same account. */
  public TestKey withScopes(String... scopes) {
    return insert(account, String.join(" ", scopes), null, null);
  }

  /** Another key of the same account that is valid until {@code expiresAt}. */
  public TestKey expiringAt(Instant expiresAt) {
    return insert(account, EVERY_SCOPE, expiresAt, null);
  }

  /** Another key of the same account that has been revoked. */
  public TestKey revoked() {
    return insert(account, EVERY_SCOPE, null, Instant.EPOCH);
  }

  /** Revokes this key now. */
  public void revoke() {
    try (Connection database = SatchelServers.database();
        PreparedStatement revoke =
            database.prepareStatement("update api_key set revoked_at = now() where key_hash = ?")) {
      revoke.setBytes(1, sha256(value));
      revoke.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestKey insert(
      UUID account, String scopes, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {
    var key = new TestKey(account, "key-" + UUID.randomUUID());
    try (Connection database = SatchelServers.database();
        PreparedStatement insert = database.prepareStatement(INSERT_KEY)) {
      insert.setObject(1, UUID.randomUUID());
      insert.setObject(2, account);
      insert.setBytes(3, sha256(key.value));
      insert.setString(4, scopes);
      insert.setObject(5, expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC));
      insert.setObject(6, revokedAt == null ? null : revokedAt.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return key;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
