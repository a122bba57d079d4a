/**
 * File requests: somebody is asked for files, uploads answer, and an event tells of each change.
 *
 * <p>Whoever changes the files of a request locks its row for the rest of the transaction. That
 * numbers the events of a request in the order of their commits, makes each event's list of files
 * that of its own moment, and keeps an upload from slipping in after the request has expired.
 *
 * <p>A request ends when it is deleted, when the person is erased whom it asks, or some time after
 * its expiry and its last file. {@link dev.satchel.request.EndedRequests} and {@link
 * dev.satchel.request.ErasedPeople} take its names and its files at once; the row goes when nothing
 * refers to it.
 */
@NullMarked
package dev.satchel.request;

import org.jspecify.annotations.NullMarked;
