/**
 * Thumbnails of stored files. {@link dev.satchel.thumbnail.FileThumbnails} looks for one that is
 * kept, and else has one made: {@code Renderings} lets all who ask for the same share one job,
 * {@code ThumbnailWorkers} run the jobs, each account in turn, {@code ThumbnailMaker} reads the
 * source and asks the engine, and {@code StoredThumbnails} keeps what was made, behind the answer.
 */
@NullMarked
package dev.satchel.thumbnail;

import org.jspecify.annotations.NullMarked;
