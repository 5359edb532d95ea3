package org.longtail.transforms.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
public final class StepContext<C> extends StepInputs<C> {

  private final StepBuild build;
  private final Site site;
  private final List<StepBuild.Draft> drafts = new ArrayList<>();

  /**
   * What is to be computed, and from what.
   *
   * @param <C> the configuration class
   */
  record Task<C>(StepType type, C config, Map<String, List<Artifact>> inputs) {}

  /**
   * What surrounds a kernel.
   *
   * @param progress where to report how far it is
   * @param compression of what it writes, where that may be compressed
   * @param checkpoints where it keeps what it has come to
   * @param parts the outputs of the step's parts, in their order
   */
  record Site(
      ProgressListener progress,
      Compression compression,
      Checkpoints checkpoints,
      List<Path> parts) {

    Site {
      parts = List.copyOf(parts);
    }
  }

  StepContext(Task<C> task, ArtifactStore store, StepBuild build, Site site) {
    super(task.type(), task.config(), task.inputs(), store);
    this.build = build;
    this.site = site;
  }

  /** Where to report how far the kernel is. */
  public ProgressListener progress() {
    return site.progress();
  }

  /**
   * Where to keep what the kernel has come to, so that it goes on from there if it is run again.
   */
  public Checkpoints checkpoints() {
    return site.checkpoints();
  }

  /** How to compress masks, and images that are not compressed already. */
  public Compression compression() {
    return site.compression();
  }

  /** The outputs of the step's parts, in the order in which {@link Parts#of} gives them. */
  public List<Path> parts() {
    return site.parts();
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
        type()
            .output(port)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        String.format(
                            Locale.ROOT, "step %s has no output '%s'", type().name(), port)));
    drafts.add(new StepBuild.Draft(port, declared.kind(), file, summary));
    return build.file(file);
  }

  List<StepBuild.Draft> drafts() {
    return List.copyOf(drafts);
  }
}
