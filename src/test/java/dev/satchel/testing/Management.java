package dev.satchel.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** What the service under test serves on its management port. */
public final class Management {

  private static final String PORT = "tests.management-port";

  /** Below those that systems give to connections, which come and go by the thousand in tests. */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;

  private Management() {}

  /** The port, of which each JVM has one of its own. */
  public static int port() {
    Integer chosen = Integer.getInteger(PORT);
    if (chosen == null) {
      chosen = free();
      System.setProperty(PORT, chosen.toString());
    }
    return chosen;
  }

  /** A request to the port. */
  public static RequestSpecification request() {
    return given().port(port());
  }

  public static Response get(String path) {
    return request().get(path);
  }

  private static int free() {
    int first = FIRST + (int) (ProcessHandle.current().pid() % (LAST - FIRST));
    for (int port = first; port <= LAST; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No port from " + first + " to " + LAST + " is free");
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
