package org.longtail.schemas.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run's event log as objects of a bucket, which can neither be added to nor be written more than
 * about once a second. So every writer puts his lines into a segment of their own, under the next
 * number that is free; who comes second takes the one after. Whoever finds many segments joins
 * them:
 *
 * <pre>
 * runs/&lt;run&gt;/events.jsonl             segments 1 to n, and the number n as metadata
 * runs/&lt;run&gt;/events/&lt;number&gt;.jsonl    the segments after n
 * </pre>
 *
 * <p>Numbers only grow and none is left out, so the log never changes but at its end.
 */
final class EventSegments {

  private static final String THROUGH = "longtail-through";
  private static final int MANY = GcsBucket.MOST_SOURCES - 1;

  private final GcsBucket bucket;
  private final String whole;
  private final String folder;
  private long next;

  /**
   * The log of a run.
   *
   * @param run the name of the run's folder, with a slash at its end
   */
  EventSegments(GcsBucket bucket, String run) {
    this.bucket = bucket;
    this.whole = run + "events.jsonl";
    this.folder = run + "events/";
  }

  /**
   * The joined part of the log.
   *
   * @param object nothing if no segments have been joined
   * @param through number of the last segment in it
   */
  record Joined(Optional<GcsObject> object, long through) {
    private long generation() {
      return object.map(GcsObject::generation).orElse(GcsBucket.ABSENT);
    }
  }

  Joined joined() {
    Optional<GcsObject> object = bucket.find(whole);
    return new Joined(
        object, object.flatMap(found -> found.said(THROUGH)).map(Long::parseLong).orElse(0L));
  }

  /** The segments after a number, in their order. */
  List<GcsObject> after(long number) {
    return bucket.listFrom(folder, name(number + 1));
  }

  static long number(GcsObject segment) {
    String file = segment.file();
    return Long.parseLong(file.substring(0, file.indexOf('.')));
  }

  private String name(long number) {
    return String.format(Locale.ROOT, "%s%012d.jsonl", folder, number);
  }

  /**
   * Adds lines at the end of the log.
   *
   * <p>A number may have been joined and deleted already when a slow writer takes it. Then it is
   * not known whether the lines are in the log, and they are added again.
   */
  synchronized void add(byte[] lines) {
    if (next == 0) {
      next = end();
    }
    while (true) {
      Optional<GcsObject> added =
          bucket.put(name(next), lines, GcsBucket.TEXT, Map.of(), GcsBucket.ABSENT);
      Joined joined = joined();
      if (added.isPresent() && joined.through() < next) {
        boolean many = next - joined.through() >= MANY || joined.object().isEmpty();
        next++;
        if (many) {
          join();
        }
        return;
      }
      added.ifPresent(bucket::delete);
      next = Math.max(next + 1, joined.through() + 1);
    }
  }

  private long end() {
    long through = joined().through();
    List<GcsObject> open = after(through);
    return open.isEmpty() ? through + 1 : number(open.get(open.size() - 1)) + 1;
  }

  /**
   * Joins the next segments to the log.
   *
   * @return whether there were any
   */
  private boolean join() {
    Joined joined = joined();
    List<GcsObject> open = new ArrayList<>();
    for (GcsObject segment : after(joined.through())) {
      if (number(segment) == joined.through() + open.size() + 1 && open.size() < MANY) {
        open.add(segment);
      }
    }
    if (open.isEmpty()) {
      return false;
    }
    long through = joined.through() + open.size();
    bucket
        .compose(
            Stream.concat(joined.object().stream(), open.stream()).toList(),
            whole,
            Map.of(THROUGH, Long.toString(through)),
            joined.generation())
        .ifPresent(done -> open.forEach(bucket::delete)); // or else another one has joined them
    return true;
  }

  /** Joins all segments: the log is one object then. */
  void joinAll() {
    boolean more = true;
    while (more) {
      more = join();
    }
    // Left by those who died before they deleted what they had joined.
    bucket.list(folder).stream()
        .filter(segment -> number(segment) <= joined().through())
        .forEach(bucket::delete);
  }
}
