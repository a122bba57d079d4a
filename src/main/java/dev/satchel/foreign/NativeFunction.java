package dev.satchel.foreign;

/** A function of a shared library. Any thread may call, as far as the function itself allows. */
@FunctionalInterface
public interface NativeFunction {

  /**
   * Calls the function.
   *
   * @param arguments as many as it takes: integers, or addresses of memory that lives until it
   *     returns
   * @return its result; of that of an {@code int} function only the lower half counts
   */
  long call(long... arguments);
}
