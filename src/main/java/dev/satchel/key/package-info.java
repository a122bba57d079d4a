/**
 * API keys over the API: made, listed and revoked by those whose own key may. What a key is and who
 * calls with it is {@link dev.satchel.access}.
 */
@NullMarked
package dev.satchel.key;

import org.jspecify.annotations.NullMarked;
