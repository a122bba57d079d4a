/**
 * Pictures: what they are, and small versions of them. Untrusted bytes come in, so every step is
 * bounded and nothing that a file contains makes a call throw.
 *
 * <p><b>Probe.</b> {@link dev.satchel.image.ImageProbe} reports the size as displayed and the time
 * the photo was taken. It sees only the first and, where the caller kept them, the last bytes of an
 * upload ({@link dev.satchel.image.ImageBytes}). The headers are read in {@code header}.
 *
 * <p><b>Thumbnails.</b> {@link dev.satchel.image.Thumbnails} turns a source into a {@link
 * dev.satchel.image.Rendering}. {@link dev.satchel.image.ImageEngine} reads the header, checks the
 * declared size, and hands the picture to the first {@code Renderer} that takes it. {@code system}
 * has those that leave the work to libjpeg-turbo and libvips, {@code portable} the one that needs
 * nothing but the JVM, and {@code pipeline} what they share. {@link
 * dev.satchel.image.IsolatedThumbnails} has all that done by other processes ({@code isolation}).
 *
 * <p>This package is the front of the house, and all that others see of it: the doors at which they
 * call, and the words that they and the rooms share, such as {@link dev.satchel.image.ImageLimits}
 * and {@link dev.satchel.image.Rendering}. Doors use the rooms, rooms use words. All this knows
 * nothing of HTTP, storage or configuration.
 */
@NullMarked
package dev.satchel.image;

import org.jspecify.annotations.NullMarked;
