package dev.satchel.http;

/**
 * The order of what sees every exchange, the largest first. Quarkus puts its own filters between
 * these and the resources, at 100 and less.
 */
final class FilterOrder {

  /** Lets nothing through whose client has left already. */
  static final int LIFETIME = 1_000;

  static final int CONNECTIONS = 999;
  static final int REQUEST_ID = 998;
  static final int DATE = 997;
  static final int LINGERING_CLOSE = 990;
  static final int CROSS_ORIGIN = 985;
  static final int TARGET = 980;

  private FilterOrder() {}
}
