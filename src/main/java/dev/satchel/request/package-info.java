/**
 * File requests: somebody is asked for files, uploads answer, and an event tells of each change.
 *
 * <p>Whoever changes the files of a request locks its row for the rest of the transaction. That
 * numbers the events of a request in the order of their commits, makes each event's list of files
 * that of its own moment, and keeps an upload from slipping in after the request has expired.
 */
@NullMarked
package dev.satchel.request;

import org.jspecify.annotations.NullMarked;
