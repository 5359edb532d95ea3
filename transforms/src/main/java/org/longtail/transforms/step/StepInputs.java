package org.longtail.transforms.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.store.ArtifactStore;

/**
 * What a step works from: its configuration, and its inputs as checked local files.
 *
 * @param <C> the configuration class
 */
public sealed class StepInputs<C> permits StepContext {

  private final StepType type;
  private final C config;
  private final Map<String, List<Artifact>> inputs;
  private final ArtifactStore store;

  StepInputs(StepType type, C config, Map<String, List<Artifact>> inputs, ArtifactStore store) {
    this.type = type;
    this.config = config;
    this.inputs = inputs;
    this.store = store;
  }

  final StepType type() {
    return type;
  }

  /** The complete configuration. */
  public final C config() {
    return config;
  }

  /** The file of an input with exactly one artifact. */
  public final Path input(String port) {
    return optionalInput(port)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(Locale.ROOT, "step %s: input '%s' is empty", type.name(), port)));
  }

  /** The file of an input, if it is connected. */
  public final Optional<Path> optionalInput(String port) {
    return inputs(port).stream().findFirst();
  }

  /** The files of an input with any number of artifacts. */
  public final List<Path> inputs(String port) {
    return artifacts(port).stream().map(store::fetch).toList();
  }

  /** An input's artifacts, in the order of their files. */
  public final List<Artifact> artifacts(String port) {
    if (type.input(port).isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "step %s has no input '%s'", type.name(), port));
    }
    return inputs.getOrDefault(port, List.of());
  }
}
