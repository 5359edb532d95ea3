package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;

/**
 * {@code mask.arrow}: for every decoupled tensor, the positions that one stage keeps.
 *
 * @param provenance the stage that keeps them
 * @param masks in network order
 */
public record MaskFile(Provenance provenance, List<Mask> masks) {

  private static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("name", ArrowFile.UTF8),
          ArrowFile.list("shape", ArrowFile.INT64),
          ArrowFile.list("keep", ArrowFile.BOOL));

  public MaskFile {
    masks = List.copyOf(masks);
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    ArrowFile.write(
        path,
        ArtifactKind.MASK,
        provenance.toMetadata(),
        COLUMNS,
        (root, batches) -> {
          Vectors vectors = new Vectors(root);
          for (int row = 0; row < masks.size(); row++) {
            Mask mask = masks.get(row);
            vectors.text("name", row, mask.name());
            vectors.longs("shape", row, mask.shape());
            vectors.bits("keep", row, mask.keep(), mask.size());
          }
          batches.next(masks.size());
        });
  }

  /** Reads the file. */
  public static MaskFile read(Path path) throws IOException {
    List<Mask> masks = new ArrayList<>();
    Map<String, String> metadata =
        ArrowFile.read(
            path,
            ArtifactKind.MASK,
            COLUMNS,
            root -> {
              Vectors vectors = new Vectors(root);
              for (int row = 0; row < root.getRowCount(); row++) {
                masks.add(
                    new Mask(
                        vectors.text("name", row),
                        vectors.longs("shape", row),
                        vectors.bits("keep", row)));
              }
            });
    return new MaskFile(Provenance.fromMetadata(path, metadata), masks);
  }
}
