package dev.satchel.intake;

import dev.satchel.image.ImageFacts;
import org.jspecify.annotations.Nullable;

/**
 * What the first part of a file tells of its picture.
 *
 * @param facts of the picture, as far as they are there
 * @param lateDirectory where the rest is told, in a TIFF whose directory comes later; else null
 */
record HeadFindings(ImageFacts facts, @Nullable Long lateDirectory) {

  static final HeadFindings NONE = new HeadFindings(ImageFacts.NONE, null);
}
