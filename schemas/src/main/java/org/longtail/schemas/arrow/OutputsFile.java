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
 * {@code outputs.arrow}: what one network says of some images, or of a view of each.
 *
 * @param space what the outputs are: {@code probabilities} or {@code logits}
 * @param images in the order of the split
 */
public record OutputsFile(String space, List<Output> images) {

  private static final int ROWS_PER_BATCH = 4096;
  private static final String SPACE = "longtail.space";

  /**
   * One image.
   *
   * @param image its number in the split
   * @param outputs one for each class, {@code [classes]}
   */
  public record Output(long image, float[] outputs) {}

  private static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("image", ArrowFile.INT64), ArrowFile.list("outputs", ArrowFile.FLOAT32));

  public OutputsFile {
    images = List.copyOf(images);
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    ArrowFile.write(
        path,
        ArtifactKind.OUTPUTS,
        Map.of(SPACE, space),
        COLUMNS,
        (root, batches) -> {
          Vectors vectors = new Vectors(root);
          for (int from = 0; from < images.size(); from += ROWS_PER_BATCH) {
            int rows = Math.min(ROWS_PER_BATCH, images.size() - from);
            for (int i = 0; i < rows; i++) {
              vectors.int64("image", i, images.get(from + i).image());
              vectors.floats("outputs", i, images.get(from + i).outputs());
            }
            batches.next(rows);
          }
        });
  }

  /**
   * Reads the file.
   *
   * @throws StoreException if it is not such a file
   */
  public static OutputsFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.OUTPUTS,
        COLUMNS,
        ArrowFile.Values.ON_THE_HEAP,
        content -> {
          String space = content.metadata().get(SPACE);
          if (space == null) {
            throw new StoreException(
                String.format(Locale.ROOT, "%s: schema metadata lacks %s", path, SPACE));
          }
          List<Output> images = new ArrayList<>();
          for (Batch batch : content.batches()) {
            for (int i = 0; i < batch.rows(); i++) {
              images.add(new Output(batch.int64("image", i), batch.floats("outputs", i)));
            }
          }
          return new OutputsFile(space, images);
        });
  }
}
