package dev.satchel.file;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobRemoval;
import dev.satchel.blob.ObjectListing;
import dev.satchel.blob.ObjectListing.ListedObject;
import dev.satchel.blob.OpenUploads;
import dev.satchel.blob.OpenUploads.OpenUpload;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the bucket and the table of files, side by side, a page at a time. Objects that
 * nobody owns are removed once they are old, up to a cap; files without an object are errors in the
 * log, and nothing is done about them. Then a walk over the multipart uploads under way: none that
 * is as old as that can still become a file. What is not named as ours is left alone.
 *
 * <p>Holds one page, and so many names of what it found; used by one walk.
 */
public final class BucketComparison {

  private static final Logger LOG = Logger.getLogger(BucketComparison.class);

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** A file's, that of a thumbnail of one, or of a piece of a file that was being uploaded. */
  private static final Pattern OURS =
      Pattern.compile(UUID + "/[0-9]+(-[0-9]+x[0-9]+-" + UUID + "|-piece-[0-9]+)?");

  private final BlobRemoval blobs;
  private final OpenUploads uploads;
  private final BlobOwners owners;
  private final RetentionConfig config;
  private final Rules rules;
  private final List<BlobKey> namedOrphans = new ArrayList<>();
  private final List<BlobKey> namedMissing = new ArrayList<>();
  private String last = "";
  private @Nullable String next;
  private boolean ended;
  private long seen;
  private long orphans;
  private long removed;
  private long failed;
  private long missing;

  BucketComparison(
      BlobRemoval blobs,
      OpenUploads uploads,
      BlobOwners owners,
      RetentionConfig config,
      Rules rules) {
    this.blobs = blobs;
    this.uploads = uploads;
    this.owners = owners;
    this.config = config;
    this.rules = rules;
  }

  /**
   * How one is made.
   *
   * @param before objects and files that are younger are left alone
   * @param removalCap objects without an owner that may be removed
   * @param names of either side that are remembered
   * @param uploadsOwn whether an upload that has not ended owns what it has stored
   */
  record Rules(Instant before, int removalCap, int names, boolean uploadsOwn) {

    /** Whether nothing may be removed. */
    boolean isDry() {
      return removalCap == 0;
    }
  }

  /**
   * What a comparison found.
   *
   * @param seen objects
   * @param orphans old objects, whole or in parts, that nobody owns
   * @param removed of those
   * @param failed of those
   * @param missing files whose object is not there
   * @param namedOrphans the first of the orphans
   * @param namedMissing the keys of the first objects that are not there
   */
  public record Findings(
      long seen,
      long orphans,
      long removed,
      long failed,
      long missing,
      List<BlobKey> namedOrphans,
      List<BlobKey> namedMissing) {}

  /** Walks to the end. */
  Uni<Findings> run() {
    return Multi.createBy()
        .repeating()
        .uni(() -> blobs.list(next).chain(this::compare).replaceWith(true))
        .whilst(page -> !ended)
        .collect()
        .last()
        .chain(this::abortUploads)
        .map(
            done ->
                new Findings(seen, orphans, removed, failed, missing, namedOrphans, namedMissing));
  }

  private Uni<Void> compare(ObjectListing page) {
    List<BlobKey> keys = page.objects().stream().map(ListedObject::key).toList();
    seen += keys.size();
    next = page.next().orElse(null);
    String from = last;
    String to = next == null || keys.isEmpty() ? null : keys.getLast().value();
    last = keys.isEmpty() ? last : keys.getLast().value();
    return orphans(page)
        .chain(this::remove)
        .chain(() -> missing(from, to, Set.copyOf(keys)))
        .invoke(() -> ended = next == null);
  }

  private Uni<List<BlobKey>> orphans(ObjectListing page) {
    List<BlobKey> old =
        page.objects().stream()
            .filter(object -> object.lastModified().isBefore(rules.before()))
            .map(ListedObject::key)
            .filter(key -> OURS.matcher(key.value()).matches())
            .toList();
    return (rules.uploadsOwn() ? owners.owned(old) : owners.ownedByFiles(old))
        .map(owned -> old.stream().filter(key -> !owned.contains(key)).toList());
  }

  private Uni<Void> remove(List<BlobKey> found) {
    found.stream().limit(rules.names() - namedOrphans.size()).forEach(namedOrphans::add);
    List<BlobKey> allowed = allowed("objects", found);
    return allowed.isEmpty()
        ? Uni.createFrom().voidItem()
        : blobs
            .remove(allowed)
            .invoke(
                left -> {
                  failed += left.size();
                  removed += allowed.size() - left.size();
                })
            .replaceWithVoid();
  }

  /** As many of what was found as the cap leaves. */
  private <T> List<T> allowed(String kind, List<T> found) {
    orphans += found.size();
    List<T> allowed =
        found.stream().limit(Math.max(0, rules.removalCap() - removed - failed)).toList();
    if (!found.isEmpty()) {
      LOG.warnf(
          "%d %s have no owner; %d of them are removed%s",
          found.size(), kind, allowed.size(), rules.isDry() ? ", since nothing may be" : "");
    }
    return allowed;
  }

  private Uni<Void> abortUploads() {
    return uploads
        .pages()
        .onItem()
        .transformToIterable(page -> allowed("multipart uploads", old(page)))
        .onItem()
        .transformToUniAndConcatenate(this::abort)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private List<OpenUpload> old(List<OpenUpload> page) {
    return page.stream()
        .filter(upload -> upload.begun().isBefore(rules.before()))
        .filter(upload -> OURS.matcher(upload.key().value()).matches())
        .toList();
  }

  private Uni<Void> abort(OpenUpload upload) {
    return uploads
        .abort(upload)
        .invoke(() -> removed++)
        .onFailure()
        .invoke(failure -> LOG.warnf(failure, "A multipart upload of %s stays", upload.key()))
        .onFailure()
        .invoke(() -> failed++)
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> missing(String after, @Nullable String to, Set<BlobKey> listed) {
    return owners
        .needed(after, to, rules.before(), config.batch())
        .call(needed -> lookAgain(needed, listed))
        .chain(
            needed ->
                needed.size() < config.batch()
                    ? Uni.createFrom().voidItem()
                    : missing(needed.getLast().value(), to, listed));
  }

  /** One by one, before it is said that an object is missing. */
  private Uni<?> lookAgain(List<BlobKey> needed, Set<BlobKey> listed) {
    return Multi.createFrom()
        .iterable(needed)
        .filter(key -> !listed.contains(key))
        .onItem()
        .transformToUniAndConcatenate(key -> blobs.exists(key).invoke(there -> report(key, there)))
        .collect()
        .last();
  }

  private void report(BlobKey key, boolean there) {
    if (!there) {
      missing++;
      if (namedMissing.size() < rules.names()) {
        namedMissing.add(key);
      }
      LOG.errorf("A file has lost its bytes: there is no object %s", key.value());
    }
  }
}
