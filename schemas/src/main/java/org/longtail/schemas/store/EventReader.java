package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.longtail.schemas.runs.RunEvent;

/** Reads a log in a bucket, and only what is new of it at each look. */
final class EventReader {

  /** How often segments may be joined under the reader's eyes before that is strange. */
  private static final int MOST_TRIES = 20;

  private final GcsBucket bucket;
  private final EventSegments segments;
  private final Lines joinedLines = new Lines(new ArrayList<>(), new HashMap<>());
  private final Map<String, List<EventLine>> openLines = new HashMap<>();
  private final CRC32C consumedSum = new CRC32C();
  private long generation;
  private long consumed;
  private long through;

  EventReader(GcsBucket bucket, EventSegments segments) {
    this.bucket = bucket;
    this.segments = segments;
  }

  /** Events without those that a writer added a second time. */
  private record Lines(List<RunEvent> events, Map<String, Long> last) {
    Lines copy() {
      return new Lines(new ArrayList<>(events), new HashMap<>(last));
    }

    void clear() {
      events.clear();
      last.clear();
    }

    void add(EventLine line) {
      boolean told = !line.writer().isEmpty();
      if (!told || line.number() > last.getOrDefault(line.writer(), 0L)) {
        events.add(line.event());
      }
      if (told) {
        last.merge(line.writer(), line.number(), Math::max);
      }
    }
  }

  /** The events of the log from one on. */
  synchronized List<RunEvent> events(int from) {
    for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
      Optional<Lines> lines = look();
      if (lines.isPresent()) {
        return lines.get().events().stream().skip(from).toList();
      }
    }
    throw new StoreException(
        "the events change too fast to be read, or come spoiled again and again; try again");
  }

  /** The lines, or nothing if what was listed has been joined before it was read. */
  private Optional<Lines> look() {
    List<GcsObject> open = segments.after(through); // before the joined part: so none is missed
    EventSegments.Joined joined = segments.joined();
    if (joined.object().isPresent() && !readOn(joined.object().get())) {
      return Optional.empty();
    }
    through = joined.through();
    Lines lines = joinedLines.copy();
    for (GcsObject segment : open) {
      if (EventSegments.number(segment) > through) {
        List<EventLine> known = openLines.get(segment.name());
        if (known == null) {
          Optional<String> content = new GcsText(bucket).read(segment);
          if (content.isEmpty()) {
            return Optional.empty();
          }
          known = lines(content.get(), segment);
          openLines.put(segment.name(), known);
        }
        known.forEach(lines::add);
      }
    }
    openLines.keySet().retainAll(open.stream().map(GcsObject::name).toList());
    return Optional.of(lines);
  }

  /** Reads what was joined since the last look; not so if it is gone, or came spoiled. */
  private boolean readOn(GcsObject joined) {
    if (joined.generation() == generation) {
      return true;
    }
    Optional<byte[]> rest = bucket.read(joined, consumed);
    if (rest.isEmpty()) {
      return false;
    }
    if (!GcsText.isWhole(joined, rest.get(), consumedSum)) {
      forget();
      return false;
    }
    lines(new String(rest.get(), UTF_8), joined).forEach(joinedLines::add);
    consumed += rest.get().length;
    generation = joined.generation();
    return true;
  }

  private void forget() {
    joinedLines.clear();
    consumedSum.reset();
    consumed = 0;
    generation = 0;
  }

  private List<EventLine> lines(String text, GcsObject place) {
    return text.lines().map(line -> EventLine.read(line, bucket.uri(place.name()))).toList();
  }
}
