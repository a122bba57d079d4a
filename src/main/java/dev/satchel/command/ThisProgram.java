package dev.satchel.command;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this very program is started once more, in a process of its own. */
public final class ThisProgram {

  private ThisProgram() {}

  /**
   * The command, to which the arguments are to be added: a binary, a jar, or a main class.
   *
   * @param options of the JVM; a binary gets those that are about the heap's size
   * @param main the main class, where the program is neither binary nor jar
   */
  public static List<String> command(List<String> options, String main) {
    var command = new ArrayList<String>();
    if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
      command.add(ProcessHandle.current().info().command().orElseThrow());
      options.stream().filter(it -> it.startsWith("-Xm")).forEach(command::add);
      return command;
    }
    String classPath = System.getProperty("java.class.path");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        classPath.contains(File.pathSeparator)
            ? List.of("-cp", classPath, main)
            : List.of("-jar", classPath));
    return command;
  }
}
