package org.longtail.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStores;

/** A pipeline that trains two stages on some of the shipped images, as small as training goes. */
final class TrainingPipeline {

  private static final String YAML =
      """
      pipeline:
        transforms:
          - type: ReadImages
            name: Images
            config: {path: '%s', n_max: 200, beta: 40}
          - type: DecoupledOptimisation
            name: Stages
            input: {images: Images.train}
            config:
              every_stage:
                network: cifar_resnet
                depth: 8
                width: 4
                groups: {many: 20, few: 0}
                batch_size: 128
                sweep: none
                steps: 2
                retrain_epochs: 0.1
                retrain_rate: 0.01
              stages:
                - {group: many, sampling: natural, epochs: 1, learning_rate: 0.1, gamma: 0.5}
                - {group: few, sampling: inverse, epochs: %d, learning_rate: 0.02}
          - type: TtlScoring
            name: Instance
            input: {images: Images.test, sub_models: Stages}
          - type: Evaluate
            name: Results
            input: {predictions: Instance, sampling: Stages.sampling}
      """;

  private TrainingPipeline() {}

  /**
   * Writes the file.
   *
   * @param epochs of stage 2
   */
  static Path write(Path folder, int epochs) throws IOException {
    Path data = Path.of("..", "pipelines", "examples", "data", "fashion-mnist-lt");
    return Files.writeString(
        folder.resolve(String.format(Locale.ROOT, "train-%d.yaml", epochs)),
        String.format(Locale.ROOT, YAML, data.toAbsolutePath().normalize(), epochs));
  }

  /** The digest of every file that a run's steps have in the store, by its place. */
  static Map<String, String> digests(Path store, String run) {
    Map<String, String> digests = new TreeMap<>();
    for (RunEvent event : ArtifactStores.open(store.toString()).run(run).events(0)) {
      // What is computed in parts is taken from the store without them.
      if (event instanceof RunEvent.Finished done && !event.step().contains("/")) {
        digests.putAll(done.outputs());
      }
    }
    return digests;
  }
}
