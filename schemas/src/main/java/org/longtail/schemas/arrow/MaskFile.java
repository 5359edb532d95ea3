package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    write(path, Compression.NONE);
  }

  /** Writes the file, compressed. */
  public void write(Path path, Compression compression) throws IOException {
    ArrowFile.write(
        new ArrowFile.Target(path, compression),
        ArtifactKind.MASK,
        provenance.toMetadata(),
        COLUMNS,
        (root, batches) -> {
          Vectors vectors = new Vectors(root);
          for (int row = 0; row < masks.size(); row++) {
            vectors.text("name", row, masks.get(row).name());
            vectors.longs("shape", row, masks.get(row).shape());
          }
          vectors.bits("keep", masks);
          batches.next(masks.size());
        });
  }

  /**
   * Reads the file.
   *
   * @throws org.longtail.schemas.store.StoreException if it is no file of masks, or has two of one
   *     tensor
   */
  public static MaskFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.MASK,
        COLUMNS,
        ArrowFile.Values.ON_THE_HEAP,
        content -> new MaskFile(Provenance.fromMetadata(path, content.metadata()), masks(content)));
  }

  private static List<Mask> masks(ArrowFile.Content content) {
    return TensorShape.readAll(
        content,
        "keep",
        (shape, batch, row) -> new Mask(shape.name(), shape.shape(), batch.bits("keep", row)));
  }
}
