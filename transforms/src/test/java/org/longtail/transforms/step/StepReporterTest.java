package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.learning.ProgressListener;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StoreException;

@Tag("elsewhere")
class StepReporterTest {

  private final RunFolder run;
  private final StepReporter reporter;

  StepReporterTest(@TempDir Path root) {
    this.run = ArtifactStores.open(root.toString()).run("r");
    this.reporter = new StepReporter("train", "seed=1", Optional.of(run));
  }

  @Test
  void theEndOfAPhaseIsAlwaysReported() {
    for (int epoch = 1; epoch <= 3; epoch++) {
      reporter.progress(
          new ProgressListener.Update("epoch", epoch, 3, 10L * epoch, OptionalDouble.of(0.5)));
    }

    assertThat(run.events(0))
        .last()
        .isInstanceOfSatisfying(
            RunEvent.Progress.class,
            progress -> {
              assertThat(progress.done()).isEqualTo(3);
              assertThat(progress.images()).isEqualTo(30);
              assertThat(progress.loss()).isEqualTo(0.5);
              assertThat(progress.secondsLeft()).isZero();
            });
  }

  @Test
  void stepVariantAndPhaseAreNamed() {
    reporter.progress(new ProgressListener.Update("image", 1, 1, 1, OptionalDouble.empty()));

    assertThat(run.events(0))
        .singleElement()
        .isInstanceOfSatisfying(
            RunEvent.Progress.class,
            progress -> {
              assertThat(progress.step()).isEqualTo("train");
              assertThat(progress.variant()).isEqualTo("seed=1");
              assertThat(progress.phase()).isEqualTo("image");
              assertThat(progress.loss()).isNull();
            });
  }

  @Test
  void aStepGoesOnIfItsProgressCannotBeWritten(@TempDir Path folder) throws IOException {
    StepReporter unwritable = unwritable(folder);

    assertThatCode(
            () ->
                unwritable.progress(
                    new ProgressListener.Update("epoch", 1, 1, 10, OptionalDouble.empty())))
        .doesNotThrowAnyException();
  }

  @Test
  void aSignOfLifeThatCouldNotBeWrittenIsTriedAgain(@TempDir Path folder) throws IOException {
    StepReporter reporting = unwritable(folder);
    reporting.alive();
    Files.delete(folder.resolve("runs"));
    reporting.alive();

    assertThat(ArtifactStores.open(folder.toString()).run("r").events(0))
        .singleElement()
        .isInstanceOf(RunEvent.Alive.class);
  }

  @Test
  void whyAStepFailedIsNotHiddenByALogThatCannotBeWritten(@TempDir Path folder) throws IOException {
    IllegalStateException cause = new IllegalStateException("no image");
    unwritable(folder).failed(cause);

    assertThat(cause.getSuppressed())
        .singleElement()
        .isInstanceOf(StoreException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("cannot write");
  }

  /** A reporter of a run whose folder cannot be made, as a file is in its place. */
  private static StepReporter unwritable(Path store) throws IOException {
    Files.createFile(store.resolve("runs"));
    return new StepReporter(
        "train", "seed=1", Optional.of(ArtifactStores.open(store.toString()).run("r")));
  }

  @Test
  void aSignOfLifeTellsForHowLongAStepHasBeenQuiet() {
    AtomicLong seconds = new AtomicLong();
    StepReporter quiet = reporter(seconds);
    for (int sign = 1; sign <= 11; sign++) {
      seconds.addAndGet(30);
      quiet.alive();
    }

    assertThat(lastQuietSeconds()).isEqualTo(330);
  }

  @Test
  void aStepIsNotQuietWhileItsProcessIsStopped() {
    AtomicLong seconds = new AtomicLong();
    StepReporter stopped = reporter(seconds);
    seconds.addAndGet(30);
    stopped.alive();
    seconds.addAndGet(Duration.ofHours(8).toSeconds());
    stopped.alive();

    assertThat(lastQuietSeconds()).isLessThan(100);
  }

  @Test
  void theEstimateOfWhatIsLeftDoesNotCountWhileTheProcessIsStopped() {
    AtomicLong seconds = new AtomicLong();
    StepReporter stopped = reporter(seconds);
    seconds.addAndGet(30);
    stopped.alive();
    seconds.addAndGet(Duration.ofHours(8).toSeconds());
    stopped.progress(new ProgressListener.Update("epoch", 1, 3, 10, OptionalDouble.empty()));

    assertThat(run.events(0))
        .last()
        .isInstanceOfSatisfying(
            RunEvent.Progress.class,
            progress -> assertThat(progress.secondsLeft()).isLessThan(200));
  }

  private StepReporter reporter(AtomicLong seconds) {
    return new StepReporter(
        "train", "seed=1", Optional.of(run), () -> TimeUnit.SECONDS.toNanos(seconds.get()));
  }

  private double lastQuietSeconds() {
    List<RunEvent> events = run.events(0);
    return ((RunEvent.Alive) events.get(events.size() - 1)).quietSeconds();
  }

  @Test
  void aFailureTellsItsMessage() {
    reporter.failed(new IllegalStateException("loss is NaN"));

    assertThat(run.events(0))
        .extracting(event -> ((RunEvent.Failed) event).message())
        .containsExactly("loss is NaN");
  }

  @Test
  void aFailureWithoutAMessageTellsItsClass() {
    reporter.failed(new StackOverflowError());

    assertThat(run.events(0))
        .extracting(event -> ((RunEvent.Failed) event).message())
        .containsExactly("java.lang.StackOverflowError");
  }
}
