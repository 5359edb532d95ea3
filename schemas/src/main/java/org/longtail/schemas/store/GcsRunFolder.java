package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.runs.RunHold;
import org.longtail.schemas.runs.RunState;

/** A run's folder in a bucket. */
final class GcsRunFolder implements RunFolder {

  private static final String LOCK = "run.lock";
  private static final int MOST_WRITES = 10;

  private final String run;
  private final String folder;
  private final GcsBucket bucket;
  private final GcsSettings settings;
  private final EventSegments segments;
  private final EventWriter writer;
  private final EventReader reader;

  /**
   * The folder of a run.
   *
   * @param folder what the names of its objects begin with, with a slash at its end
   */
  GcsRunFolder(String run, String folder, GcsBucket bucket, GcsSettings settings) {
    this.run = run;
    this.folder = folder;
    this.bucket = bucket;
    this.settings = settings;
    this.segments = new EventSegments(bucket, folder);
    this.writer = new EventWriter(segments, settings.flush());
    this.reader = new EventReader(bucket, segments);
  }

  @Override
  public String run() {
    return run;
  }

  @Override
  public void write(String name, String content) {
    String type = name.endsWith(".json") ? GcsBucket.JSON : GcsBucket.TEXT;
    replace(
        name, there -> bucket.put(folder + name, content.getBytes(UTF_8), type, Map.of(), there));
  }

  @Override
  public void write(String name, Path content) {
    try {
      FileDigests digests = FileDigests.of(content);
      GcsFiles files = new GcsFiles(bucket, settings);
      replace(name, there -> files.upload(content, folder + name, digests, there));
    } catch (IOException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "cannot write %s: %s", bucket.uri(folder + name), e), e);
    }
  }

  /** Writes in place of a generation; gives the new object, or nothing if another one is there. */
  @FunctionalInterface
  private interface Replacement {
    Optional<GcsObject> of(long generation);
  }

  private void replace(String name, Replacement replacement) {
    for (int write = 1; write <= MOST_WRITES; write++) {
      long there = bucket.find(folder + name).map(GcsObject::generation).orElse(GcsBucket.ABSENT);
      if (replacement.of(there).isPresent()) {
        return;
      }
    }
    throw new StoreException(
        String.format(
            Locale.ROOT,
            "cannot write %s: others write it all the time",
            bucket.uri(folder + name)));
  }

  @Override
  public Optional<String> read(String name) {
    return new GcsText(bucket).read(folder + name);
  }

  @Override
  public void append(RunEvent event) {
    writer.add(event);
  }

  @Override
  public List<RunEvent> events(int from) {
    return reader.events(from);
  }

  /** The log is one object when the hold has ended. */
  @Override
  public Optional<RunHold> hold() {
    return GcsLease.tryAcquire(bucket, folder + LOCK, settings).map(this::hold);
  }

  private RunHold hold(GcsLease lease) {
    return () -> {
      try (lease) {
        if (!lease.closed()) {
          segments.joinAll();
        }
      }
    };
  }

  /** A hold whose process died tells that the run does not go on, whatever its record says. */
  @Override
  public boolean goesOn() {
    Optional<GcsObject> held = bucket.find(folder + LOCK);
    return held.isPresent()
        ? !new LeaseWatch(bucket, settings).expired(held.get())
        : !bucket.list(folder).isEmpty() && RunState.of(this).mayGoOn();
  }

  @Override
  public long bytes() {
    return bucket.list(folder).stream().mapToLong(GcsObject::bytes).sum();
  }

  /** The record goes first, so that nobody takes half a run for a whole one. */
  @Override
  public boolean remove() {
    if (goesOn()) {
      return false;
    }
    Optional<GcsLease> lease = GcsLease.tryAcquire(bucket, folder + LOCK, settings);
    lease.ifPresent(
        held -> {
          try (held) {
            bucket.find(folder + RunState.FILE).ifPresent(bucket::delete);
            bucket.list(folder).stream()
                .filter(object -> !object.name().equals(folder + LOCK))
                .forEach(bucket::delete);
          }
        });
    return lease.isPresent();
  }
}
