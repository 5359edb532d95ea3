package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;

/**
 * {@code importance.arrow}: for every decoupled tensor, how much each position matters.
 *
 * @param provenance the stage whose group the scores are for
 * @param scores a tensor of scores for each decoupled tensor, in network order
 */
public record ImportanceFile(Provenance provenance, List<Tensor> scores) {

  private static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("name", ArrowFile.UTF8),
          ArrowFile.list("shape", ArrowFile.INT64),
          ArrowFile.list("score", ArrowFile.FLOAT32));

  public ImportanceFile {
    scores = List.copyOf(scores);
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    ArrowFile.write(
        path,
        ArtifactKind.IMPORTANCE,
        provenance.toMetadata(),
        COLUMNS,
        (root, batches) -> {
          TensorRows.write(new Vectors(root), "score", scores);
          batches.next(scores.size());
        });
  }

  /** Reads the file. */
  public static ImportanceFile read(Path path) throws IOException {
    List<Tensor> scores = new ArrayList<>();
    Map<String, String> metadata =
        ArrowFile.read(
            path,
            ArtifactKind.IMPORTANCE,
            COLUMNS,
            root -> TensorRows.read(new Vectors(root), "score", root.getRowCount(), scores));
    return new ImportanceFile(Provenance.fromMetadata(path, metadata), scores);
  }
}
