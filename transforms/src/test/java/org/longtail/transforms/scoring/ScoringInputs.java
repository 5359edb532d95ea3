package org.longtail.transforms.scoring;

import java.util.List;
import java.util.stream.IntStream;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.FinishedRun;

/** What a scoring reads of a finished run. */
record ScoringInputs(FinishedRun run) {

  List<Artifact> images() {
    return List.of(run.artifact("Images", "images-test.arrow", ArtifactKind.IMAGES));
  }

  List<Artifact> subModels(int... stages) {
    return IntStream.of(stages)
        .mapToObj(stage -> run.artifact("Freeze" + stage, "weights.arrow", ArtifactKind.WEIGHTS))
        .toList();
  }
}
