/** The page of a file request, in a real browser. */
@NullMarked
package dev.satchel.browser;

import org.jspecify.annotations.NullMarked;
