/**
 * The page of a file request, at {@code /r/{shortLinkId}}: whoever was sent the link answers there,
 * without a key.
 *
 * <p>{@link dev.satchel.page.LinkResponses} looks the link up before anything else, and lets its
 * holder in as a caller who can send files for that request and do nothing else. {@link
 * dev.satchel.page.PageResource} shows the page and takes its form, which works without scripts;
 * {@link dev.satchel.page.PageUploadResource} takes what the page's script sends, by tus. Whatever
 * fails is told in the language of the reader ({@link dev.satchel.page.PageResponses}).
 *
 * <p>The page is rendered here, from templates and {@link dev.satchel.page.PageMessages}; all that
 * browsers fetch beside it are {@link dev.satchel.page.PageAssets} and the account's logo.
 */
@NullMarked
package dev.satchel.page;

import org.jspecify.annotations.NullMarked;
