package dev.satchel.bench;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * The baseline of requests: what is written in an afternoon. Binds the whole document to objects,
 * decodes the contents with {@link Base64}, and puts them with the same SDK to the same sink. Keeps
 * no metadata.
 *
 * <p>Takes the sink's port, prints its own, then runs until it is killed.
 */
public final class BindingServer {

  record File(String name, String type, String contents) {}

  record Upload(List<File> files, String userId) {}

  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final SdkClient s3;

  private BindingServer(int sink) {
    json.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());
    s3 = new SdkClient(sink);
  }

  public static void main(String[] args) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/v1/files", new BindingServer(Integer.parseInt(args[0]))::handle);
    server.setExecutor(Executors.newFixedThreadPool(16));
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Upload upload = json.readValue(exchange.getRequestBody(), Upload.class);
      for (File file : upload.files()) {
        s3.put(ByteBuffer.wrap(Base64.getDecoder().decode(file.contents())));
      }
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write("[]".getBytes());
    }
  }
}
