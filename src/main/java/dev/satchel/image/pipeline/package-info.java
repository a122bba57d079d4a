/**
 * What all renderers share, whoever decodes.
 *
 * <p>A {@link dev.satchel.image.pipeline.Renderer} makes a thumbnail of a source until a {@link
 * dev.satchel.image.pipeline.Deadline}. Once decoded, a {@link dev.satchel.image.pipeline.Picture}
 * goes through {@link dev.satchel.image.pipeline.PictureStep}s by a {@link
 * dev.satchel.image.pipeline.Plan}: flatten to 8 bits, drop opaque alpha, turn upright, convert to
 * sRGB. Each renderer takes those that its decoder leaves to do, and {@link
 * dev.satchel.image.pipeline.Encoder} ends what has no encoder of its own.
 */
@NullMarked
package dev.satchel.image.pipeline;

import org.jspecify.annotations.NullMarked;
