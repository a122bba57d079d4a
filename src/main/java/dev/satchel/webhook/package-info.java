/**
 * How other systems hear of events.
 *
 * <p>An account registers webhooks; each event is fanned out to deliveries, one row per target, in
 * the transaction that publishes it. Every replica's dispatcher claims deliveries that are due, for
 * the time of a lease, and sends them, signed as the Standard Webhooks specification says, to an
 * address that the guard has seen to be public. What the target answers decides when, and whether,
 * the delivery is tried again.
 *
 * <p>A crash before a claim leaves the delivery due; after it, due again when the lease is over;
 * after the target has answered, the same. So each delivery is made at least once.
 */
@NullMarked
package dev.satchel.webhook;

import org.jspecify.annotations.NullMarked;
