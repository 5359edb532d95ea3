package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.EvaluationFile.Scope;

/**
 * {@code balance.arrow}: how much a model's parameters matter to each class group and class, beside
 * how accurate the model is there.
 *
 * @param rows by model, then {@code all}, the groups from that with the largest class down, and the
 *     classes
 */
public record BalanceFile(List<Balance> rows) {

  /**
   * One model on one subset of the classes.
   *
   * @param model as in {@link EvaluationFile.Score}
   * @param scope what the subset's classes have in common
   * @param subset {@code all}, a group's name, or a class's label
   * @param importance mean of {@code (w g)^2} over the model's parameters and the subset's classes
   * @param share of the sum over the subsets of the same scope, 0..1
   * @param accuracy top-1 share in 0..1; NaN if it was not scored
   * @param groupCorrelation Pearson correlation of importance with accuracy over the model's
   *     groups, -1..1, on each of its rows; NaN where one of them does not vary
   * @param classCorrelation the same over its classes
   */
  public record Balance(
      String model,
      Scope scope,
      String subset,
      double importance,
      double share,
      double accuracy,
      double groupCorrelation,
      double classCorrelation) {}

  private static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("model", ArrowFile.UTF8),
          ArrowFile.column("scope", ArrowFile.UTF8),
          ArrowFile.column("subset", ArrowFile.UTF8),
          ArrowFile.column("importance", ArrowFile.FLOAT64),
          ArrowFile.column("share", ArrowFile.FLOAT64),
          ArrowFile.column("accuracy", ArrowFile.FLOAT64),
          ArrowFile.column("group_correlation", ArrowFile.FLOAT64),
          ArrowFile.column("class_correlation", ArrowFile.FLOAT64));

  public BalanceFile {
    rows = List.copyOf(rows);
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    ArrowFile.write(
        path,
        ArtifactKind.BALANCE,
        Map.of(),
        COLUMNS,
        (root, batches) -> {
          Vectors vectors = new Vectors(root);
          for (int i = 0; i < rows.size(); i++) {
            Balance row = rows.get(i);
            vectors.text("model", i, row.model());
            vectors.text("scope", i, row.scope().name());
            vectors.text("subset", i, row.subset());
            vectors.float64("importance", i, row.importance());
            vectors.float64("share", i, row.share());
            vectors.float64("accuracy", i, row.accuracy());
            vectors.float64("group_correlation", i, row.groupCorrelation());
            vectors.float64("class_correlation", i, row.classCorrelation());
          }
          batches.next(rows.size());
        });
  }

  /**
   * Reads the file.
   *
   * @throws org.longtail.schemas.store.StoreException if it is not such a file
   */
  public static BalanceFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.BALANCE,
        COLUMNS,
        ArrowFile.Values.ON_THE_HEAP,
        content -> new BalanceFile(rows(content)));
  }

  private static List<Balance> rows(ArrowFile.Content content) {
    List<Balance> rows = new ArrayList<>();
    for (Batch batch : content.batches()) {
      for (int i = 0; i < batch.rows(); i++) {
        rows.add(
            new Balance(
                batch.text("model", i),
                Scope.valueOf(batch.text("scope", i)),
                batch.text("subset", i),
                batch.float64("importance", i),
                batch.float64("share", i),
                batch.float64("accuracy", i),
                batch.float64("group_correlation", i),
                batch.float64("class_correlation", i)));
      }
    }
    return rows;
  }
}
