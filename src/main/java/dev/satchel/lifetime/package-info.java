/** How long what is acquired may be held: the owner that releases it, whatever happens. */
@NullMarked
package dev.satchel.lifetime;

import org.jspecify.annotations.NullMarked;
