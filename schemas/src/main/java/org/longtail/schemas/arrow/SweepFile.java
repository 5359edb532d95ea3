package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;

/**
 * {@code sweep.arrow}: accuracy on the selection split against the pruning ratio. The columns
 * {@code many}, {@code medium} and {@code few} are always there; a group of another name has a
 * column {@code group_<name>} more.
 *
 * @param provenance the stage that was swept
 * @param points by ascending gamma
 */
public record SweepFile(Provenance provenance, List<Point> points) {

  private static final String GROUP = "group_";

  /**
   * One ratio; accuracies are shares in 0..1.
   *
   * @param gamma the pruning ratio
   * @param accuracy over all images
   * @param many over the images of many-shot classes; NaN if there are none, as for the others
   * @param medium over the images of medium-shot classes
   * @param few over the images of few-shot classes
   * @param chosen whether the stage is pruned at this ratio
   * @param others over the images of each group of another name, such as {@code upper_medium}
   */
  public record Point(
      double gamma,
      double accuracy,
      double many,
      double medium,
      double few,
      boolean chosen,
      Map<String, Double> others) {

    public Point {
      others = Collections.unmodifiableMap(new TreeMap<>(others));
    }

    /** A point of a run whose groups are many, medium and few. */
    public Point(
        double gamma, double accuracy, double many, double medium, double few, boolean chosen) {
      this(gamma, accuracy, many, medium, few, chosen, Map.of());
    }

    /** This point, chosen or not. */
    public Point choose(boolean isChosen) {
      return new Point(gamma, accuracy, many, medium, few, isChosen, others);
    }
  }

  private static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("gamma", ArrowFile.FLOAT64),
          ArrowFile.column("accuracy", ArrowFile.FLOAT64),
          ArrowFile.column("many", ArrowFile.FLOAT64),
          ArrowFile.column("medium", ArrowFile.FLOAT64),
          ArrowFile.column("few", ArrowFile.FLOAT64),
          ArrowFile.column("chosen", ArrowFile.BOOL));

  public SweepFile {
    points = List.copyOf(points);
  }

  private Set<String> otherGroups() {
    Set<String> groups = new TreeSet<>();
    points.forEach(point -> groups.addAll(point.others().keySet()));
    return groups;
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    Set<String> groups = otherGroups();
    List<Field> columns = new ArrayList<>(COLUMNS);
    groups.forEach(group -> columns.add(ArrowFile.column(GROUP + group, ArrowFile.FLOAT64)));
    ArrowFile.write(
        path,
        ArtifactKind.SWEEP,
        provenance.toMetadata(),
        columns,
        (root, batches) -> {
          Vectors vectors = new Vectors(root);
          for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            vectors.float64("gamma", i, point.gamma());
            vectors.float64("accuracy", i, point.accuracy());
            vectors.float64("many", i, point.many());
            vectors.float64("medium", i, point.medium());
            vectors.float64("few", i, point.few());
            vectors.bool("chosen", i, point.chosen());
            for (String group : groups) {
              vectors.float64(GROUP + group, i, point.others().getOrDefault(group, Double.NaN));
            }
          }
          batches.next(points.size());
        });
  }

  /**
   * Reads the file.
   *
   * @throws org.longtail.schemas.store.StoreException if it is not such a file
   */
  public static SweepFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.SWEEP,
        COLUMNS,
        ArrowFile.Values.ON_THE_HEAP,
        content ->
            new SweepFile(Provenance.fromMetadata(path, content.metadata()), points(content)));
  }

  private static List<Point> points(ArrowFile.Content content) {
    List<Point> points = new ArrayList<>();
    for (Batch batch : content.batches()) {
      for (int i = 0; i < batch.rows(); i++) {
        points.add(
            new Point(
                batch.float64("gamma", i),
                batch.float64("accuracy", i),
                batch.float64("many", i),
                batch.float64("medium", i),
                batch.float64("few", i),
                batch.bool("chosen", i),
                others(batch, i)));
      }
    }
    return points;
  }

  private static Map<String, Double> others(Batch batch, int row) {
    Map<String, Double> others = new TreeMap<>();
    for (String column : batch.columns().keySet()) {
      if (column.startsWith(GROUP)) {
        others.put(column.substring(GROUP.length()), batch.float64(column, row));
      }
    }
    return others;
  }
}
