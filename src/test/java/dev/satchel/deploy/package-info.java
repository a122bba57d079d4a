/** Tests of what is in {@code deploy}: the chart, its output, and the files beside it. */
@NullMarked
package dev.satchel.deploy;

import org.jspecify.annotations.NullMarked;
