package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import org.longtail.schemas.ArtifactKind;

/** Files of any kind. */
public final class ArrowFiles {

  private ArrowFiles() {}

  /**
   * Reads a file whole, to know whether it can be read.
   *
   * @throws org.longtail.schemas.store.StoreException if it is not a file of this kind
   */
  public static void check(Path file, ArtifactKind kind) throws IOException {
    switch (kind) {
      case IMAGES -> ImagesFile.read(file);
      case SAMPLING -> SamplingFile.read(file);
      case WEIGHTS -> WeightsFile.read(file);
      case MASK -> MaskFile.read(file);
      case IMPORTANCE -> ImportanceFile.read(file);
      case BALANCE -> BalanceFile.read(file);
      case SWEEP -> SweepFile.read(file);
      case PREDICTIONS -> PredictionsFile.read(file);
      case EVALUATION -> EvaluationFile.read(file);
    }
  }
}
