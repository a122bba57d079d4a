package dev.satchel.client;

import dev.satchel.command.Arguments;
import dev.satchel.command.ClientCommand;
import dev.satchel.command.MisuseException;
import dev.satchel.command.Option;
import dev.satchel.id.UuidText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code satchel upload}: uploads files with one request, all or nothing, and prints the service's
 * answer. The key comes from the environment or a file, since arguments can be seen by everybody on
 * a machine.
 */
public final class UploadCommand implements ClientCommand {

  private static final String KEY = "SATCHEL_CLIENT_KEY";
  private static final String SERVER = "SATCHEL_CLIENT_SERVER";
  private static final int REFUSED = 1;

  private static final Option USER = Option.required("--user", "UUID", "whose files these are");
  private static final Option SERVER_URL =
      Option.optional(
          "--server",
          "URL",
          "where the service is; by default what " + SERVER + " says, or http://localhost:8080");
  private static final Option KEY_FILE =
      Option.optional(
          "--key-file", "FILE", "what holds the API key; by default it is in the variable " + KEY);
  private static final Option DESCRIPTION =
      Option.optional("--description", "TEXT", "a line of text that goes with each file");
  private static final Option TYPE =
      Option.optional(
          "--type", "TYPE", "the media type of each file; by default what its name says");
  private static final Option EXPIRES_IN =
      Option.optional("--expires-in", "SECONDS", "after how long the files are forgotten");
  private static final Option FILE_REQUEST =
      Option.optional("--file-request", "UUID", "the file request that they answer");

  @Override
  public String words() {
    return "upload";
  }

  @Override
  public String purpose() {
    return "uploads files to a service, all or none of them, and prints its answer";
  }

  @Override
  public List<Option> options() {
    return List.of(USER, SERVER_URL, KEY_FILE, DESCRIPTION, TYPE, EXPIRES_IN, FILE_REQUEST);
  }

  @Override
  public String operands() {
    return "FILE";
  }

  @Override
  public int run(Arguments arguments) throws InterruptedException {
    var upload = new Upload(server(arguments), key(arguments), form(arguments));
    try {
      HttpResponse<String> answer = upload.send();
      return answer.statusCode() == 200 ? accepted(answer) : refused(answer);
    } catch (IOException failure) {
      System.err.println("The upload failed: " + failure);
      return REFUSED;
    }
  }

  private static int accepted(HttpResponse<String> answer) {
    System.out.println(answer.body());
    return 0;
  }

  private static int refused(HttpResponse<String> answer) {
    System.err.println("The service answered " + answer.statusCode() + " " + answer.body());
    return REFUSED;
  }

  private static URI server(Arguments arguments) {
    String url =
        arguments
            .option(SERVER_URL.name())
            .or(() -> variable(SERVER))
            .orElse("http://localhost:8080");
    try {
      URI server = URI.create(url);
      if (server.getHost() != null && List.of("http", "https").contains(server.getScheme())) {
        return server;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below.
    }
    throw new MisuseException(SERVER_URL.name() + " cannot be " + url);
  }

  private static String key(Arguments arguments) {
    return arguments
        .option(KEY_FILE.name())
        .map(file -> read(Path.of(file)))
        .or(() -> variable(KEY))
        .map(String::strip)
        .orElseThrow(
            () -> new MisuseException("Give the API key in " + KEY + " or by " + KEY_FILE.name()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException failure) {
      throw new MisuseException("The key cannot be read from " + file);
    }
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private static Form form(Arguments arguments) {
    Optional<String> description = arguments.option(DESCRIPTION.name());
    Optional<String> type = arguments.option(TYPE.name());
    var form = new Form();
    form.text("userId", arguments.option(USER.name(), UploadCommand::uuid).orElseThrow());
    arguments
        .option(EXPIRES_IN.name(), UploadCommand::seconds)
        .ifPresent(seconds -> form.text("expiryInterval", seconds));
    arguments
        .option(FILE_REQUEST.name(), UploadCommand::uuid)
        .ifPresent(request -> form.text("fileRequestId", request));
    for (Path file : files(arguments.operands())) {
      form.file(file, type);
      description.ifPresent(text -> form.text("description", text));
    }
    return form;
  }

  private static List<Path> files(List<String> names) {
    var files = new ArrayList<Path>();
    for (String name : names) {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new MisuseException(name + " is no file that can be read");
      }
      files.add(file);
    }
    return files;
  }

  private static Optional<String> uuid(String text) {
    return UuidText.parse(text).map(UUID::toString);
  }

  private static Optional<String> seconds(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? Optional.of(text) : Optional.empty();
  }
}
