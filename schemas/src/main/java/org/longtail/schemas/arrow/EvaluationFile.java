package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;

/**
 * {@code evaluation.arrow}: how well each model does, overall, by class group and by class.
 *
 * @param scores by model, then {@code all}, the groups from that with the largest class down, and
 *     the classes
 */
public record EvaluationFile(List<Score> scores) {

  /** The name of the subset that holds every test image. */
  public static final String ALL = "all";

  /** What the images of a subset have in common. */
  public enum Scope {
    ALL,
    GROUP,
    CLASS
  }

  /**
   * One model on one subset of the test images.
   *
   * @param model {@code instance}, {@code group}, {@code average}, {@code sub_model_1} and so on,
   *     or a name that was given to it
   * @param scope what the subset's images have in common
   * @param subset {@code all}, a group's name, or a class's label
   * @param images number of test images
   * @param accuracy top-1 share in 0..1, mean over images
   * @param classAccuracy mean over classes of each class's accuracy; differs on unbalanced tests
   * @param lambda mean weight of each sub-model, {@code [stages]}
   */
  public record Score(
      String model,
      Scope scope,
      String subset,
      long images,
      double accuracy,
      double classAccuracy,
      float[] lambda) {}

  private static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("model", ArrowFile.UTF8),
          ArrowFile.column("scope", ArrowFile.UTF8),
          ArrowFile.column("subset", ArrowFile.UTF8),
          ArrowFile.column("images", ArrowFile.INT64),
          ArrowFile.column("accuracy", ArrowFile.FLOAT64),
          ArrowFile.column("class_accuracy", ArrowFile.FLOAT64),
          ArrowFile.list("lambda", ArrowFile.FLOAT32));

  public EvaluationFile {
    scores = List.copyOf(scores);
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    ArrowFile.write(
        path,
        ArtifactKind.EVALUATION,
        Map.of(),
        COLUMNS,
        (root, batches) -> {
          Vectors vectors = new Vectors(root);
          for (int i = 0; i < scores.size(); i++) {
            Score score = scores.get(i);
            vectors.text("model", i, score.model());
            vectors.text("scope", i, score.scope().name());
            vectors.text("subset", i, score.subset());
            vectors.int64("images", i, score.images());
            vectors.float64("accuracy", i, score.accuracy());
            vectors.float64("class_accuracy", i, score.classAccuracy());
            vectors.floats("lambda", i, score.lambda());
          }
          batches.next(scores.size());
        });
  }

  /**
   * Reads the file.
   *
   * @throws org.longtail.schemas.store.StoreException if it is not such a file
   */
  public static EvaluationFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.EVALUATION,
        COLUMNS,
        ArrowFile.Values.ON_THE_HEAP,
        content -> new EvaluationFile(scores(content)));
  }

  private static List<Score> scores(ArrowFile.Content content) {
    List<Score> scores = new ArrayList<>();
    for (Batch batch : content.batches()) {
      for (int i = 0; i < batch.rows(); i++) {
        scores.add(
            new Score(
                batch.text("model", i),
                Scope.valueOf(batch.text("scope", i)),
                batch.text("subset", i),
                batch.int64("images", i),
                batch.float64("accuracy", i),
                batch.float64("class_accuracy", i),
                batch.floats("lambda", i)));
      }
    }
    return scores;
  }
}
