package org.longtail.transforms.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.longtail.learning.Checkpoints;
import org.longtail.schemas.arrow.Checkpoint;
import org.longtail.schemas.arrow.CheckpointFile;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StoreException;

/**
 * The checkpoints of a step that is being built, kept in the store. One of other code than this is
 * not gone on from: the two halves of the training would not fit together; nor is one that cannot
 * be read.
 */
final class StoredCheckpoints implements Checkpoints {

  private static final String FILE = "checkpoint.arrow";

  private final StepBuild build;
  private final String code;
  private final StepReporter reporter;
  private Optional<Checkpoint> last;

  /**
   * The checkpoints of a build.
   *
   * @param code digest of the code that runs
   * @param reporter told of what cannot be used, and of what is gone on from
   */
  StoredCheckpoints(StepBuild build, String code, StepReporter reporter) throws IOException {
    this.build = build;
    this.code = code;
    this.reporter = reporter;
    this.last = find();
  }

  private Optional<Checkpoint> find() throws IOException {
    Optional<Path> file = build.progress(reporter::notResumed);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    CheckpointFile kept;
    try {
      kept = CheckpointFile.read(file.get());
    } catch (StoreException e) {
      reporter.notResumed(String.valueOf(e.getMessage())); // or every later try would end by it
      return Optional.empty();
    }
    if (!kept.code().equals(code)) {
      reporter.notResumed(
          String.format(
              Locale.ROOT,
              "the checkpoint of epoch %d is of another build of Longtail",
              kept.checkpoint().epoch()));
      return Optional.empty();
    }
    reporter.resumed(kept.checkpoint().purpose(), kept.checkpoint().epoch());
    return Optional.of(kept.checkpoint());
  }

  @Override
  public Optional<Checkpoint> last(String purpose) {
    return last.filter(checkpoint -> checkpoint.purpose().equals(purpose));
  }

  @Override
  public void keep(Checkpoint checkpoint) {
    last = Optional.empty(); // its file goes
    Path file = build.file(FILE);
    try {
      new CheckpointFile(code, checkpoint).write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(String.format(Locale.ROOT, "cannot write %s", file), e);
    }
    build.keepProgress(file);
  }
}
