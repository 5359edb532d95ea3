package org.longtail.transforms.step;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.longtail.learning.ProgressListener;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.Cancellation;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a run's event log what one step does, for one variant. */
final class StepReporter implements ProgressListener {

  private static final Logger LOG = LoggerFactory.getLogger(StepReporter.class);
  private static final long MILLIS_BETWEEN_REPORTS = 200;

  private final String step;
  private final String variant;
  private final Optional<RunFolder> run;
  private final LongSupplier clock;
  private final long begin;
  private final AwakeTime awake;
  private volatile long lastReport;
  private volatile boolean mute;
  private long lastImages;

  StepReporter(String step, String variant, Optional<RunFolder> run) {
    this(step, variant, run, System::nanoTime);
  }

  /**
   * A reporter by some clock.
   *
   * @param clock in nanoseconds
   */
  StepReporter(String step, String variant, Optional<RunFolder> run, LongSupplier clock) {
    this.step = step;
    this.variant = variant;
    this.run = run;
    this.clock = clock;
    this.begin = clock.getAsLong();
    this.awake = new AwakeTime(clock, Heartbeat.BETWEEN.multipliedBy(2));
  }

  /** The experiment variant. */
  String variant() {
    return variant;
  }

  /** Tells of a part of the step. */
  StepReporter part(String name) {
    return new StepReporter(String.format(Locale.ROOT, "%s/%s", step, name), variant, run, clock);
  }

  /** To be told before the step is looked up, so that nobody takes it away after that. */
  void needed(StepKey key) {
    append(new RunEvent.Needed(step, variant, now(), key.type(), key.digest()));
  }

  void setAside(StepKey damaged, String reason, String aside) {
    append(
        new RunEvent.SetAside(
            step, variant, now(), damaged.type(), damaged.digest(), reason, aside));
  }

  void started(StepKey key, String reason) {
    append(new RunEvent.Started(step, variant, now(), key.type(), key.digest(), reason));
  }

  /** Signs of life from now on, until it is closed; none if no run keeps events. */
  Heartbeat heartbeat() {
    return Heartbeat.start(Heartbeat.BETWEEN, this::alive);
  }

  /** Tells that the process lives; a step does not fail because that cannot be told. */
  void alive() {
    tell(new RunEvent.Alive(step, variant, now(), (awake.nanos() - lastReport) / 1e9));
  }

  /** An interrupted training goes on. */
  void resumed(String purpose, int epoch) {
    append(new RunEvent.Resumed(step, variant, now(), purpose, epoch));
  }

  /** What was kept of an interrupted training cannot be used. */
  void notResumed(String reason) {
    append(new RunEvent.NotResumed(step, variant, now(), reason));
  }

  void cached(Manifest manifest) {
    append(finished(manifest, true));
  }

  void finished(Manifest manifest) {
    append(finished(manifest, false));
  }

  /**
   * A forced step is computed.
   *
   * @param differing names of the files that differ from those in the store
   * @param aside where the earlier step is kept; empty if nothing differs
   */
  void recomputed(StepKey key, List<String> differing, String aside) {
    append(
        new RunEvent.Recomputed(step, variant, now(), key.type(), key.digest(), differing, aside));
  }

  /**
   * A step failed; one that was cancelled has not, and is computed again elsewhere. If that cannot
   * be told, the failure says so beside its own reason.
   */
  void failed(Throwable cause) {
    if (Cancellation.ofThisThread().requested()) {
      return;
    }
    try {
      append(new RunEvent.Failed(step, variant, now(), FailureReason.of(cause)));
    } catch (RuntimeException e) { // or it would stand in place of why the step failed
      cause.addSuppressed(e);
    }
  }

  /**
   * Tells how far the step is; a step does not fail because that cannot be told.
   *
   * @throws java.util.concurrent.CancellationException if the cluster has interrupted the step
   */
  @Override
  public void progress(Update update) {
    Cancellation.ofThisThread().check();
    long time = awake.nanos();
    boolean last = update.done() >= update.total();
    if (!last && time - lastReport < MILLIS_BETWEEN_REPORTS * 1_000_000) {
      return;
    }
    double elapsed = time / 1e9;
    double sinceLast = Math.max(1e-9, (time - lastReport) / 1e9);
    tell(
        new RunEvent.Progress(
            step,
            variant,
            now(),
            update.phase(),
            update.done(),
            update.total(),
            update.images(),
            (update.images() - lastImages) / sinceLast,
            update.done() <= 0 ? 0 : elapsed * (update.total() - update.done()) / update.done(),
            update.loss().isPresent() ? update.loss().getAsDouble() : null));
    lastReport = time;
    lastImages = update.images();
  }

  private RunEvent.Finished finished(Manifest manifest, boolean cached) {
    Map<String, Double> summary = new TreeMap<>();
    manifest.outputs().forEach(output -> summary.putAll(output.summary()));
    return new RunEvent.Finished(
        step,
        variant,
        now(),
        manifest.type(),
        manifest.key(),
        cached,
        (clock.getAsLong() - begin) / 1e9,
        manifest.outputs().stream()
            .map(output -> manifest.artifact(output, variant))
            .collect(Collectors.toMap(Artifact::uri, Artifact::sha256)),
        summary);
  }

  /** Appends what is only of use while the step goes on: the next such event is tried in time. */
  private void tell(RunEvent event) {
    try {
      append(event);
      mute = false;
    } catch (RuntimeException e) { // hours of computing must not end with it
      if (!mute) {
        LOG.warn("{}; step {} goes on without telling how far it is", e.getMessage(), step);
      }
      mute = true;
    }
  }

  private void append(RunEvent event) {
    run.ifPresent(folder -> folder.append(event));
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
