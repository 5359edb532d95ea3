package org.longtail.schemas.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.longtail.schemas.ArtifactKind;

/** The one running build of a step: a scratch folder, and a commit that is all or nothing. */
public interface StepBuild extends AutoCloseable {

  /** A file of the build. It is named within the step's folder and lost if nothing is committed. */
  Path file(String name);

  /**
   * The newest file that was kept of the step's progress, by this build or by one that never came
   * to its end, and that is as it was kept.
   *
   * @param damaged told of each file that is not, and is passed over
   */
  Optional<Path> progress(Consumer<String> damaged);

  /**
   * Keeps a file of the build as the step's progress, in place of what was kept before; whatever
   * happens meanwhile, one of the two is there. The file is the store's from now on. It is removed
   * when the step is committed.
   */
  void keepProgress(Path file);

  /**
   * Publishes files and then the manifest, which must be the last thing to appear.
   *
   * @param outputs the files that {@link #file} named
   * @param provenance makes the manifest once sizes and digests are known
   * @return the manifest in the store
   */
  Manifest commit(List<Draft> outputs, Provenance provenance);

  /** Ends the build, removes the scratch folder and lets the next builder in. */
  @Override
  void close();

  /** An output before its size and digest are known. */
  record Draft(String output, ArtifactKind kind, String file, Map<String, Double> summary) {
    public Draft {
      summary = Map.copyOf(summary);
    }
  }

  /** Makes the manifest from the outputs. */
  @FunctionalInterface
  interface Provenance {
    Manifest of(List<Manifest.Output> outputs);
  }
}
