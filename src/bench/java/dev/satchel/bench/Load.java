package dev.satchel.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/** Runs work side by side and measures it. */
final class Load {

  /** Something that is done again and again. */
  interface Work {
    void run() throws Exception;
  }

  /** Makes the work of one client. */
  interface Clients {
    Work open() throws Exception;
  }

  private static final int RUNS = Integer.getInteger("bench.runs", 3);

  private Load() {}

  /** Seconds that {@code work} takes, the median of several runs. */
  static double seconds(Work work) throws Exception {
    var seconds = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      work.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    return median(seconds);
  }

  /** Pieces of work that so many clients do in a second, the median of several runs. */
  static double perSecond(int count, Duration time, Clients clients) throws Exception {
    return perSecond(count, time, RUNS, clients);
  }

  static double perSecond(int count, Duration time, int runs, Clients clients) throws Exception {
    var rates = new double[runs];
    try (var threads = Executors.newFixedThreadPool(count)) {
      List<Work> work = opened(count, clients);
      for (int i = 0; i < runs; i++) {
        rates[i] = rate(threads::invokeAll, work, time);
      }
    }
    return median(rates);
  }

  private static List<Work> opened(int count, Clients clients) throws Exception {
    List<Work> work = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      work.add(clients.open());
    }
    return work;
  }

  /**
   * What clients saw.
   *
   * @param perSecond pieces of work, of all of them
   * @param median milliseconds that one took
   * @param p99 of which one in a hundred took more
   */
  record Latencies(double perSecond, double median, double p99) {}

  /** Work of so many clients in one run, none of which is cut off. */
  static Latencies latencies(int count, Duration time, Clients clients) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Work> work = opened(count, clients);
      long start = System.nanoTime();
      long end = start + time.toNanos();
      List<Callable<List<Long>>> calls =
          work.stream().<Callable<List<Long>>>map(client -> () -> timed(client, end)).toList();
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> call : threads.invokeAll(calls)) {
        all.addAll(call.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Collections.sort(all);
      return new Latencies(all.size() / seconds, millis(all, 0.5), millis(all, 0.99));
    }
  }

  private static List<Long> timed(Work work, long end) throws Exception {
    List<Long> taken = new ArrayList<>();
    for (long now = System.nanoTime(); now < end; ) {
      long start = now;
      work.run();
      now = System.nanoTime();
      taken.add(now - start);
    }
    return taken;
  }

  private static double millis(List<Long> sorted, double share) {
    return sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
  }

  private interface Invoker {
    List<Future<Integer>> invokeAll(List<Callable<Integer>> calls) throws InterruptedException;
  }

  private static double rate(Invoker threads, List<Work> clients, Duration time) throws Exception {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Callable<Integer>> calls =
        clients.stream().<Callable<Integer>>map(client -> () -> repeat(client, end)).toList();
    int done = 0;
    for (Future<Integer> call : threads.invokeAll(calls)) {
      done += call.get();
    }
    return done * 1e9 / (System.nanoTime() - start);
  }

  private static int repeat(Work work, long end) throws Exception {
    int done = 0;
    while (System.nanoTime() < end) {
      work.run();
      done++;
    }
    return done;
  }

  /** The middle one of what each of them has. */
  static <T> double median(List<T> measured, ToDoubleFunction<T> value) {
    return median(measured.stream().mapToDouble(value).toArray());
  }

  /** The middle one; sorts them. */
  static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
