package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Sha256;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepTransform;

/**
 * Pins the step keys of the quickstart, for inputs whose digests are made up of their names. A key
 * that changes takes the step's outputs away from everybody who has them in a store.
 */
@Tag("elsewhere")
class QuickstartKeysTest {

  private static final String WHAT_TO_DO =
      "The key of a step has changed. If its outputs for the same inputs are others now, raise the "
          + "version in its StepType and say so in the changelog; if they are not, undo what changed "
          + "the key. Then put the new keys into quickstart-keys.txt:\n";

  private final ArtifactStore store;
  private final List<String> keys = new ArrayList<>();

  QuickstartKeysTest(@TempDir Path folder) {
    this.store = ArtifactStores.open(folder.toString());
  }

  @Test
  void theKeysOfTheQuickstartAreWhatTheyWere() throws IOException {
    Pipeline pipeline = Pipeline.create();
    PipelineFile.load(Path.of("examples", "quickstart.yaml"), Map.of()).addTo(pipeline);
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            if (node.getTransform() instanceof StepTransform<?> step) {
              keys.add(String.format(Locale.ROOT, "%s %s", step.label(), key(step)));
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    Collections.sort(keys);

    assertThat(keys)
        .as("%s%s", WHAT_TO_DO, String.join("\n", keys))
        .containsExactlyElementsOf(pinned());
  }

  private String key(StepTransform<?> step) {
    Map<String, List<Artifact>> inputs = new TreeMap<>();
    for (Port port : step.type().inputs()) {
      inputs.put(port.name(), List.of(artifact(port)));
    }
    try {
      return step.partOfComputation(Artifact.DEFAULT_VARIANT, inputs, store).key().digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Artifact artifact(Port port) {
    String digest = Sha256.of(port.name().getBytes(StandardCharsets.UTF_8));
    return new Artifact(
        Artifact.DEFAULT_VARIANT, port.kind(), "steps/made/up", digest, 1, digest, Map.of());
  }

  private static List<String> pinned() throws IOException {
    return Files.readAllLines(
        Path.of("src", "test", "resources", "org", "longtail", "pipelines", "quickstart-keys.txt"));
  }
}
