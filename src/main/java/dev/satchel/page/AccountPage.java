package dev.satchel.page;

import org.jspecify.annotations.Nullable;

/**
 * How the pages of an account look.
 *
 * @param name of who asks, such as a clinic
 * @param colour of buttons, beneath white text
 * @param helpText what to do when something does not work
 */
record AccountPage(
    @Nullable String name,
    @Nullable Colour colour,
    @Nullable Logo logo,
    @Nullable String helpText) {

  /** Of accounts that have said nothing. */
  static final AccountPage PLAIN = new AccountPage(null, null, null, null);
}
