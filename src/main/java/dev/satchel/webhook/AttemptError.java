package dev.satchel.webhook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why an attempt failed, of a fixed set, so that nothing of a target leaks into our records. */
enum AttemptError {
  /** The target answered with another status than 2xx. */
  STATUS,
  /** No answer came in time. */
  TIMEOUT,
  /** Nobody listens there, or no route leads there. */
  CONNECT,
  /** The connection broke before there was an answer, or what came is none in HTTP. */
  CONNECTION,
  /** The target could not prove who it is, or speaks no TLS. */
  TLS,
  /** The name resolves to nothing. */
  UNKNOWN_HOST,
  /** The name resolves to an address that is not permitted. */
  FORBIDDEN_ADDRESS,
  /** The URL is not permitted any more. */
  INVALID_URL,
  /** The webhook's secret cannot be decrypted, so nothing was sent. */
  SECRET_UNREADABLE,
  /** The webhook was disabled before the delivery was made. */
  DISABLED;

  /** The error as it is stored and leaves. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AttemptError of(Throwable failure) {
    return switch (failure) {
      case TimeoutException _ -> TIMEOUT;
      case UnreadableSecretException _ -> SECRET_UNREADABLE;
      case ForbiddenAddressException _ -> FORBIDDEN_ADDRESS;
      case UnusableUrlException _ -> INVALID_URL;
      case UnknownHostException _ -> UNKNOWN_HOST;
      case SSLException _ -> TLS;
      case ConnectException _ -> CONNECT;
      case IOException _ -> CONNECTION;
      default -> CONNECTION;
    };
  }
}
