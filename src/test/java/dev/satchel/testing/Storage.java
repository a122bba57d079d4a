package dev.satchel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks behind the service: into its database and its bucket. */
public final class Storage {

  private static final String BUCKET = "satchel";
  private static final S3AsyncClient S3 = SatchelServers.s3();

  private Storage() {}

  private static final String OWNED =
      "select object_key from stored_file union all select object_key from thumbnail";

  /** Waits until all is tidy: see {@link #requireTidy}. */
  public static void assertTidy() throws Exception {
    Eventually.holds(Storage::requireTidy);
  }

  /**
   * Every object in the bucket belongs to a file or a thumbnail, each of these has its object, and
   * nothing is pending.
   */
  public static void requireTidy() throws SQLException {
    assertThat(rows("select id::text from pending_upload")).as("pending uploads").isEmpty();
    assertThat(multipartUploads()).as("multipart uploads").isEmpty();
    assertThat(objects()).as("objects").containsExactlyInAnyOrderElementsOf(rows(OWNED));
  }

  /** The keys of objects, whole or in parts, that neither a file nor an upload on record owns. */
  public static List<String> objectsWithoutOwner() throws SQLException {
    List<String> files = rows(OWNED);
    List<String> uploads = rows("select id::text from pending_upload");
    return Stream.concat(objects().stream(), multipartUploads().stream())
        .filter(key -> !files.contains(key))
        .filter(key -> uploads.stream().noneMatch(upload -> key.startsWith(upload + "/")))
        .toList();
  }

  /** Removes what is on record as left behind, so that other tests find nothing of it. */
  public static void clearLeftovers() throws SQLException {
    clearLeftObjects();
    rows("delete from pending_upload returning id::text");
  }

  /** The same, but for records of nothing, which a service that runs may have made ahead. */
  public static void clearLeftObjects() throws SQLException {
    for (String upload : rows("select id::text from pending_upload")) {
      boolean left = false;
      for (var open : S3.listMultipartUploads(list -> list.bucket(BUCKET)).join().uploads()) {
        if (open.key().startsWith(upload + "/")) {
          abort(open);
          left = true;
        }
      }
      for (String key : objects()) {
        if (key.startsWith(upload + "/")) {
          S3.deleteObject(delete -> delete.bucket(BUCKET).key(key)).join();
          left = true;
        }
      }
      if (left) {
        rows("delete from pending_upload where id = '" + upload + "' returning id::text");
      }
    }
  }

  /** Files in the database, deleted ones included. */
  public static int files() throws SQLException {
    return rows("select id::text from stored_file").size();
  }

  /** The first column of a query's result. */
  public static List<String> rows(String sql) throws SQLException {
    try (Connection database = SatchelServers.database();
        Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    }
  }

  /**
   * All that is kept, to be searched: the rows of each table, and each object with what the store
   * tells of it, as text.
   */
  public static Map<String, String> dump() throws SQLException {
    var dump = new TreeMap<String, String>();
    for (String table : tables()) {
      dump.put("table " + table, String.join("\n", rows("select t::text from " + table + " t")));
    }
    for (String key : allObjects()) {
      var object =
          S3.getObject(get -> get.bucket(BUCKET).key(key), AsyncResponseTransformer.toBytes())
              .join();
      dump.put("object " + key, object.response() + object.asString(StandardCharsets.ISO_8859_1));
    }
    return dump;
  }

  /** The names of the service's tables. */
  public static List<String> tables() throws SQLException {
    return rows(
        "select table_name from information_schema.tables where table_schema = 'public'"
            + " and table_name <> 'flyway_schema_history'");
  }

  /** Changes the database, behind the service's back. */
  public static void change(String sql) throws SQLException {
    try (Connection database = SatchelServers.database();
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The key of a file's object. */
  public static String objectKey(String fileId) throws SQLException {
    return rows("select object_key from stored_file where id = '" + fileId + "'").getFirst();
  }

  /** The keys of the file's thumbnails in the store, once there are so many. */
  public static List<String> thumbnails(String fileId, int count) throws Exception {
    var found = new ArrayList<String>();
    Eventually.holds(
        () -> {
          found.clear();
          found.addAll(
              rows(
                  "select object_key from thumbnail where stored_at is not null and file_id = '"
                      + fileId
                      + "'"));
          assertThat(found).hasSize(count);
        });
    return found;
  }

  /** Replaces a file's object, behind the service's back. */
  public static void overwrite(String fileId, byte[] bytes) throws SQLException {
    String key = objectKey(fileId);
    S3.putObject(put -> put.bucket(BUCKET).key(key), AsyncRequestBody.fromBytes(bytes)).join();
  }

  /** Removes a file's object, behind the service's back. */
  public static void remove(String fileId) throws SQLException {
    String key = objectKey(fileId);
    S3.deleteObject(delete -> delete.bucket(BUCKET).key(key)).join();
  }

  /** Puts an object, behind the service's back. */
  public static void put(String key, String text) {
    S3.putObject(put -> put.bucket(BUCKET).key(key), AsyncRequestBody.fromString(text)).join();
  }

  /** Begins a multipart upload, behind the service's back. */
  public static void begin(String key) {
    S3.createMultipartUpload(create -> create.bucket(BUCKET).key(key)).join();
  }

  /** Deletes an object, behind the service's back. */
  public static void delete(String key) {
    S3.deleteObject(delete -> delete.bucket(BUCKET).key(key)).join();
  }

  /** The keys of all objects but those of the service itself. */
  public static List<String> objects() {
    return allObjects().stream().filter(key -> !key.startsWith("satchel-service/")).toList();
  }

  /** The keys of all objects. */
  public static List<String> allObjects() {
    var keys = new ArrayList<String>();
    S3.listObjectsV2Paginator(list -> list.bucket(BUCKET))
        .contents()
        .map(S3Object::key)
        .subscribe(keys::add)
        .join();
    return keys;
  }

  /** Removes all objects, all uploads, and the schema: a service that starts makes it anew. */
  public static void empty() throws SQLException {
    change("drop schema public cascade; create schema public");
    allObjects().forEach(Storage::delete);
    for (var open : S3.listMultipartUploads(list -> list.bucket(BUCKET)).join().uploads()) {
      abort(open);
    }
  }

  /** The keys of all multipart uploads under way. */
  public static List<String> multipartUploads() {
    return S3.listMultipartUploads(list -> list.bucket(BUCKET)).join().uploads().stream()
        .map(upload -> upload.key())
        .toList();
  }

  private static void abort(MultipartUpload open) {
    S3.abortMultipartUpload(abort -> abort.bucket(BUCKET).key(open.key()).uploadId(open.uploadId()))
        .join();
  }
}
