/**
 * Runs of this program that do one piece of work and end, instead of serving: {@code satchel
 * erasures replay}. A {@link dev.satchel.command.Command} lives in the room whose work it does.
 * Here is told apart what the arguments ask for, before anything starts, and the one command is
 * run: with the settings, the database and the bucket of the service, but without its ports, its
 * scheduler and its webhooks.
 */
@NullMarked
package dev.satchel.command;

import org.jspecify.annotations.NullMarked;
