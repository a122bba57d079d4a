package dev.satchel.bench;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Clients that post one document again and again, each over a connection that stays open. */
final class UploadClients implements Load.Clients, AutoCloseable {

  private final Document document;
  private final List<UploadClient> clients = new ArrayList<>();
  private final ArrayDeque<UploadClient> idle = new ArrayDeque<>();

  UploadClients(int count, int port, Document document) throws IOException {
    this.document = document;
    for (int i = 0; i < count; i++) {
      clients.add(new UploadClient(port));
    }
  }

  @Override
  public Load.Work open() {
    if (idle.isEmpty()) {
      idle.addAll(clients);
    }
    UploadClient client = idle.remove();
    return () -> client.post(document);
  }

  @Override
  public void close() throws IOException {
    for (UploadClient client : clients) {
      client.close();
    }
  }
}
