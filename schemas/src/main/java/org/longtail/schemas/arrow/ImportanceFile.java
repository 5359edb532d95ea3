package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.StoreException;

/**
 * {@code importance.arrow}: for every decoupled tensor, how much each position matters.
 *
 * @param provenance the stage whose group the scores are for
 * @param criterion what makes a weight important, such as {@code taylor}
 * @param scores a tensor of scores for each decoupled tensor, in network order
 */
public record ImportanceFile(Provenance provenance, String criterion, List<Tensor> scores) {

  private static final String CRITERION = "longtail.criterion";

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
        metadata(),
        COLUMNS,
        (root, batches) -> TensorRows.write(new Vectors(root), "score", scores, batches));
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>(provenance.toMetadata());
    metadata.put(CRITERION, criterion);
    return metadata;
  }

  /**
   * Reads the file. The scores stay in the file, which must not change, until they are asked for.
   *
   * @throws StoreException if it is no file of importance scores, has a tensor twice, or a value
   *     that is NaN or infinite; names the tensor and the position
   */
  public static ImportanceFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.IMPORTANCE,
        COLUMNS,
        ArrowFile.Values.IN_THE_FILE,
        content -> {
          String criterion = content.metadata().get(CRITERION);
          if (criterion == null) {
            throw new StoreException(
                String.format(
                    Locale.ROOT,
                    "%s: schema metadata lacks %s: %s",
                    path,
                    CRITERION,
                    content.metadata()));
          }
          return new ImportanceFile(
              Provenance.fromMetadata(path, content.metadata()),
              criterion,
              TensorRows.read(content, "score"));
        });
  }
}
