package dev.satchel.blob;

import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/**
 * Makes the attributes by which interceptors keep something with a request. The SDK takes a name
 * once in a JVM, and the dev mode and tests load our classes anew, but not the SDK's: so each
 * loading has names of its own.
 */
final class RequestAttributes {

  private RequestAttributes() {}

  /** One attribute; to be kept in a static field, since the SDK never forgets it. */
  static <T> ExecutionAttribute<T> named(String name) {
    return new ExecutionAttribute<>(
        name + "@" + System.identityHashCode(RequestAttributes.class.getClassLoader()));
  }
}
