/**
 * The engine of Java alone, for where no library of the system is.
 *
 * <p>{@link dev.satchel.image.portable.PortableRenderer} plans (how much of the source to skip,
 * whether the limits allow it), has ImageIO decode under a deadline that ImageIO knows nothing of,
 * and runs all steps of the pipeline, and one of its own that scales.
 */
@NullMarked
package dev.satchel.image.portable;

import org.jspecify.annotations.NullMarked;
