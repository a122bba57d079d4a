package dev.satchel.bench;

import java.time.Duration;
import java.util.List;

/** Uploads of small files and of photos to this build and an earlier one, in turns. */
final class BuildComparison {

  private static final int CLIENTS = 16;
  private static final int ROUNDS = 9;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration TIME = Duration.ofSeconds(4);
  private static final List<Document> DOCUMENTS =
      List.of(new Document(4_095), new Document(3_000_000));

  private final Services builds;
  private final Services earlier;

  BuildComparison(Services builds, Services earlier) {
    this.builds = builds;
    this.earlier = earlier;
  }

  void run(int sink) throws Exception {
    try (Service now = builds.start(sink, List.of());
        Service before = earlier.start(sink, List.of())) {
      for (Document document : DOCUMENTS) {
        compare(now, before, document);
      }
    }
  }

  /** Each turn has a turn of the other beside it, so what else the machine does hurts both. */
  private static void compare(Service now, Service before, Document document) throws Exception {
    turn(now, document, WARM_UP);
    turn(before, document, WARM_UP);
    var rates = new double[ROUNDS];
    var costs = new double[ROUNDS];
    var allCosts = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      Turn ours = turn(now, document, TIME);
      Turn theirs = turn(before, document, TIME);
      rates[i] = ours.perSecond() / theirs.perSecond();
      costs[i] = ours.cpuMillis() / theirs.cpuMillis();
      allCosts[i] = ours.allMillis() / theirs.allMillis();
    }
    String name = "16 clients, %,d bytes, over an earlier build: ".formatted(document.size());
    System.out.printf(
        "%srequests/s %.2f, processor time %.2f, with PostgreSQL's %.2f%n",
        name, Load.median(rates), Load.median(costs), Load.median(allCosts));
  }

  private static Turn turn(Service service, Document document, Duration time) throws Exception {
    try (var clients = new UploadClients(CLIENTS, service.port(), document)) {
      return Turn.of(service.process(), CLIENTS, time, clients);
    }
  }
}
