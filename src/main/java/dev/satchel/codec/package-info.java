/**
 * Reads an upload as it arrives.
 *
 * <p>{@link dev.satchel.codec.UploadParser} is fed the chunks of a request body and is asked for
 * one {@link dev.satchel.codec.UploadEvent} at a time, so its driver can stop between any two
 * events, also in the middle of a chunk. For JSON, three layers lie on each other, and each can be
 * read alone:
 *
 * <ul>
 *   <li>JSON: {@code BodyInput} hands out bytes, {@code JsonReader} turns them into tokens and is
 *       strict about RFC 8259; {@code JsonString}, {@code JsonNumber} and {@code JsonLiteral} are
 *       the scalars, which may be interrupted after any byte.
 *   <li>Values: a {@code ValueReader} per kind of value ({@code TextReader}, {@code
 *       ContentsReader}, ...) turns the tokens of one value into events. {@code UploadReader} is
 *       the outermost of them; it shows the shape of the whole document.
 *   <li>Content: {@code Base64Decoder} gathers the characters of {@code contents} into blocks and
 *       decodes them.
 * </ul>
 *
 * <p>For forms, {@code DelimiterScanner} finds the parts, {@code PartHeadReader} reads what stands
 * above each, {@code UploadForm} knows what it means, and {@code MultipartReader} is the whole.
 *
 * <p>The first byte that makes a fault certain ends the reading with a {@link
 * dev.satchel.codec.MalformedUploadException}. Memory is constant (about 30 KiB, plus the texts
 * within their limits), whatever arrives. The package does no I/O and needs nothing but the JDK; no
 * class in it is safe for use by several threads at once.
 */
@NullMarked
package dev.satchel.codec;

import org.jspecify.annotations.NullMarked;
