package org.longtail.transforms.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.longtail.learning.Checkpoints;
import org.longtail.learning.ProgressListener;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.arrow.Compression;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.StepBuild;

/**
 * What a kernel sees: its configuration, its inputs as checked local files, and where to write.
 *
 * @param <C> the configuration class
 */
public final class StepContext<C> {

  private final StepType type;
  private final C config;
  private final Map<String, List<Artifact>> inputs;
  private final ArtifactStore store;
  private final StepBuild build;
  private final ProgressListener progress;
  private final Compression compression;
  private final Checkpoints checkpoints;
  private final List<StepBuild.Draft> drafts = new ArrayList<>();

  /**
   * What is to be computed, and from what.
   *
   * @param <C> the configuration class
   */
  record Task<C>(StepType type, C config, Map<String, List<Artifact>> inputs) {}

  StepContext(
      Task<C> task,
      ArtifactStore store,
      StepBuild build,
      ProgressListener progress,
      Compression compression,
      Checkpoints checkpoints) {
    this.type = task.type();
    this.config = task.config();
    this.inputs = task.inputs();
    this.store = store;
    this.build = build;
    this.progress = progress;
    this.compression = compression;
    this.checkpoints = checkpoints;
  }

  /** The complete configuration. */
  public C config() {
    return config;
  }

  /** Where to report how far the kernel is. */
  public ProgressListener progress() {
    return progress;
  }

  /**
   * Where to keep what the kernel has come to, so that it goes on from there if it is run again.
   */
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  /** How to compress masks, and images that are not compressed already. */
  public Compression compression() {
    return compression;
  }

  /** The file of an input with exactly one artifact. */
  public Path input(String port) {
    return optionalInput(port)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "step %s: input '%s' is empty".formatted(type.name(), port)));
  }

  /** The file of an input, if it is connected. */
  public Optional<Path> optionalInput(String port) {
    return inputs(port).stream().findFirst();
  }

  /** The files of an input with any number of artifacts. */
  public List<Path> inputs(String port) {
    if (type.input(port).isEmpty()) {
      throw new IllegalArgumentException("step %s has no input '%s'".formatted(type.name(), port));
    }
    return inputs.getOrDefault(port, List.of()).stream().map(store::fetch).toList();
  }

  /** Where to write an output file. */
  public Path output(String port, String file) {
    return output(port, file, Map.of());
  }

  /**
   * Where to write an output file.
   *
   * @param port one of the step's outputs
   * @param file name in the step's folder
   * @param summary metrics that travel with the artifact row
   */
  public Path output(String port, String file, Map<String, Double> summary) {
    Port declared =
        type.output(port)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "step %s has no output '%s'".formatted(type.name(), port)));
    drafts.add(new StepBuild.Draft(port, declared.kind(), file, summary));
    return build.file(file);
  }

  List<StepBuild.Draft> drafts() {
    return List.copyOf(drafts);
  }
}
