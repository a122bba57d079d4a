/** How much is written into the log of what fails again and again. */
@NullMarked
package dev.satchel.log;

import org.jspecify.annotations.NullMarked;
