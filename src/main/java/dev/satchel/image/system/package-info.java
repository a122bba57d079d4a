/**
 * The engines that the system brings along, faster than Java's own and with more formats.
 *
 * <p>{@link dev.satchel.image.system.JpegRenderer} decodes by libjpeg-turbo ({@code TurboJpeg}) to
 * a fraction of the size, and scales in the planes in which a JPEG keeps its picture. {@code
 * VipsRenderer} leaves the whole work to libvips ({@code Vips}), which {@link
 * dev.satchel.image.system.VipsOnDemand} loads when the first picture wants it. Nothing else of
 * image calls functions of shared libraries.
 */
@NullMarked
package dev.satchel.image.system;

import org.jspecify.annotations.NullMarked;
