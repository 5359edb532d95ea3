package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;

/**
 * {@code sampling.arrow}: what one stage draws and how its loss is offset, class by class.
 *
 * @param provenance the stage and its class group
 * @param classes in the order of the class index
 */
public record SamplingFile(Provenance provenance, List<Row> classes) {

  /**
   * One class.
   *
   * @param index 0..K-1
   * @param label the class's name
   * @param count training images of the class
   * @param group the class's group, such as {@code many}
   * @param probability that a draw takes this class (equation 1)
   * @param alpha the class's loss offset (equation 3), above 0
   */
  public record Row(
      int index, String label, long count, String group, double probability, double alpha) {}

  private static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("class", ArrowFile.INT32),
          ArrowFile.column("label", ArrowFile.UTF8),
          ArrowFile.column("count", ArrowFile.INT64),
          ArrowFile.column("group", ArrowFile.UTF8),
          ArrowFile.column("probability", ArrowFile.FLOAT64),
          ArrowFile.column("alpha", ArrowFile.FLOAT64));

  public SamplingFile {
    classes = List.copyOf(classes);
  }

  /** Draw probability of each class. */
  public double[] probabilities() {
    return classes.stream().mapToDouble(Row::probability).toArray();
  }

  /** Loss offset of each class. */
  public double[] alpha() {
    return classes.stream().mapToDouble(Row::alpha).toArray();
  }

  /** The classes of the stage's own group, ascending. */
  public int[] stageClasses() {
    return classes.stream()
        .filter(row -> row.group().equals(provenance.group()))
        .mapToInt(Row::index)
        .toArray();
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    ArrowFile.write(
        path,
        ArtifactKind.SAMPLING,
        provenance.toMetadata(),
        COLUMNS,
        (root, batches) -> {
          Vectors vectors = new Vectors(root);
          for (int i = 0; i < classes.size(); i++) {
            Row row = classes.get(i);
            vectors.int32("class", i, row.index());
            vectors.text("label", i, row.label());
            vectors.int64("count", i, row.count());
            vectors.text("group", i, row.group());
            vectors.float64("probability", i, row.probability());
            vectors.float64("alpha", i, row.alpha());
          }
          batches.next(classes.size());
        });
  }

  /**
   * Reads the file.
   *
   * @throws org.longtail.schemas.store.StoreException if it is not such a file
   */
  public static SamplingFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.SAMPLING,
        COLUMNS,
        ArrowFile.Values.ON_THE_HEAP,
        content ->
            new SamplingFile(Provenance.fromMetadata(path, content.metadata()), classes(content)));
  }

  private static List<Row> classes(ArrowFile.Content content) {
    List<Row> classes = new ArrayList<>();
    for (Batch batch : content.batches()) {
      for (int i = 0; i < batch.rows(); i++) {
        classes.add(
            new Row(
                batch.int32("class", i),
                batch.text("label", i),
                batch.int64("count", i),
                batch.text("group", i),
                batch.float64("probability", i),
                batch.float64("alpha", i)));
      }
    }
    return classes;
  }
}
