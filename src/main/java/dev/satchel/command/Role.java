package dev.satchel.command;

import io.quarkus.runtime.annotations.CommandLineArguments;
import jakarta.inject.Singleton;

/** What this process is there for: to serve, or to run one command. */
@Singleton
public final class Role {

  private final boolean serves;

  Role(@CommandLineArguments String[] arguments) {
    this.serves = arguments.length == 0;
  }

  /** Whether it serves; else nothing works by itself that only a replica of the service does. */
  public boolean serves() {
    return serves;
  }
}
