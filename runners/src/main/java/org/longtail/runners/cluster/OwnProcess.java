package org.longtail.runners.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a process of a cluster from another one that has its number by now, as after a reboot: when
 * it started and what it runs must agree.
 */
final class OwnProcess {

  /** The operating system counts from when it booted, which corrections of the clock move. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private OwnProcess() {}

  /** When a process started, in milliseconds since 1970; null if it has ended or nobody says. */
  static @Nullable Long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(null);
  }

  /**
   * A process that was started as a cluster's, if it lives.
   *
   * @param pid its number
   * @param started what {@link #started} said then; null in files of earlier versions, whose
   *     processes cannot be told from others
   */
  static Optional<ProcessHandle> of(long pid, @Nullable Long started) {
    return living(pid).filter(process -> isJava(process) && startedThen(process, started));
  }

  /** Whoever has a number now. */
  static Optional<ProcessHandle> living(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
  }

  private static boolean isJava(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> command.toLowerCase(Locale.ROOT).matches(".*[/\\\\]java(\\.exe)?"))
        .orElse(false);
  }

  private static boolean startedThen(ProcessHandle process, @Nullable Long then) {
    Long started = started(process);
    return then != null && started != null && Math.abs(started - then) <= TOLERANCE.toMillis();
  }
}
