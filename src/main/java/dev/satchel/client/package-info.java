/**
 * The program as a client of a service that runs somewhere else: {@code satchel upload}. Files go
 * as a form, from disk to socket, and once more from the start where the service could not take
 * them. Nothing of the service is started for it.
 */
@NullMarked
package dev.satchel.client;

import org.jspecify.annotations.NullMarked;
