package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.StoreException;

/**
 * {@code predictions.arrow}: what was predicted for each test image, and by whom.
 *
 * @param model who predicted: {@code instance}, {@code group}, {@code average}, {@code sub_model_1}
 *     and so on, or a name that was given to it
 * @param images in the order of the test split
 */
public record PredictionsFile(String model, List<Prediction> images) {

  private static final String MODEL = "longtail.model";

  /**
   * One test image.
   *
   * @param image its number in the split
   * @param label its true class
   * @param predicted the most probable class
   * @param lambda weight of each sub-model, {@code [stages]}, on the simplex
   * @param probabilities of each class, {@code [classes]}
   */
  public record Prediction(
      long image, int label, int predicted, float[] lambda, float[] probabilities) {}

  private static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("image", ArrowFile.INT64),
          ArrowFile.column("label", ArrowFile.INT32),
          ArrowFile.column("predicted", ArrowFile.INT32),
          ArrowFile.list("lambda", ArrowFile.FLOAT32),
          ArrowFile.list("probabilities", ArrowFile.FLOAT32));

  public PredictionsFile {
    images = List.copyOf(images);
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    ArrowFile.write(
        path,
        ArtifactKind.PREDICTIONS,
        Map.of(MODEL, model),
        COLUMNS,
        (root, batches) -> {
          Vectors vectors = new Vectors(root);
          for (int i = 0; i < images.size(); i++) {
            Prediction prediction = images.get(i);
            vectors.int64("image", i, prediction.image());
            vectors.int32("label", i, prediction.label());
            vectors.int32("predicted", i, prediction.predicted());
            vectors.floats("lambda", i, prediction.lambda());
            vectors.floats("probabilities", i, prediction.probabilities());
          }
          batches.next(images.size());
        });
  }

  /**
   * Reads the file.
   *
   * @throws org.longtail.schemas.store.StoreException if it is not such a file
   */
  public static PredictionsFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.PREDICTIONS,
        COLUMNS,
        ArrowFile.Values.ON_THE_HEAP,
        content -> new PredictionsFile(model(path, content), images(content)));
  }

  private static List<Prediction> images(ArrowFile.Content content) {
    List<Prediction> images = new ArrayList<>();
    for (Batch batch : content.batches()) {
      for (int i = 0; i < batch.rows(); i++) {
        images.add(
            new Prediction(
                batch.int64("image", i),
                batch.int32("label", i),
                batch.int32("predicted", i),
                batch.floats("lambda", i),
                batch.floats("probabilities", i)));
      }
    }
    return images;
  }

  private static String model(Path path, ArrowFile.Content content) {
    String model = content.metadata().get(MODEL);
    if (model == null) {
      throw new StoreException(
          String.format(Locale.ROOT, "%s: schema metadata lacks %s", path, MODEL));
    }
    return model;
  }
}
