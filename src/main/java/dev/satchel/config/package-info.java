/**
 * The one configuration mapping, {@code satchel.*}: what may be set, its default and its bounds.
 */
@NullMarked
package dev.satchel.config;

import org.jspecify.annotations.NullMarked;
