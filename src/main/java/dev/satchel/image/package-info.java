/**
 * Pictures: what they are, and small versions of them. Untrusted bytes come in, so every step is
 * bounded and nothing that a file contains makes a call throw.
 *
 * <p><b>Probe.</b> {@link dev.satchel.image.ImageProbe} recognises a format by its first bytes,
 * walks that format's header (one small reader per format: {@code JpegHeader}, {@code HeifHeader},
 * ...) and reports the size as displayed and the time the photo was taken. It sees only the first
 * and, where the caller kept them, the last bytes of an upload ({@link
 * dev.satchel.image.ImageBytes}).
 *
 * <p><b>Thumbnails.</b> {@link dev.satchel.image.Thumbnails} turns a source into a {@link
 * dev.satchel.image.Rendering}. {@link dev.satchel.image.ImageEngine} reads the header, checks the
 * declared size, and hands the picture to the first {@code Renderer} that takes it. {@code
 * JpegRenderer} decodes by libjpeg-turbo to a fraction of the size; {@code VipsRenderer} leaves the
 * whole work to libvips; {@code PortableRenderer}, which needs nothing but the JVM, plans (how much
 * of the source to skip, whether the limits allow it), decodes, and runs its list of {@code
 * PictureStep}s: flatten to 8 bits, drop opaque alpha, scale, turn upright, convert to sRGB. What
 * is left is encoded. All this knows nothing of HTTP, storage or configuration.
 */
@NullMarked
package dev.satchel.image;

import org.jspecify.annotations.NullMarked;
