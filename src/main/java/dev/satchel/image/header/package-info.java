/**
 * What files say of their pictures, before any pixel is decoded.
 *
 * <p>{@link dev.satchel.image.header.ImageFormat} recognises a format by its first bytes, and one
 * small {@code HeaderReader} per format walks the header ({@code JpegHeader}, {@code HeifHeader},
 * ...). Each reports to {@code HeaderFindings} what it finds, fact by fact, until the header ends
 * or breaks off. What was found is a {@link dev.satchel.image.header.PictureHeader}: of it probes
 * want the size and the time, and decoders the hints.
 */
@NullMarked
package dev.satchel.image.header;

import org.jspecify.annotations.NullMarked;
