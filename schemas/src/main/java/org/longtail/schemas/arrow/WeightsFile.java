package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.store.StoreException;

/**
 * {@code weights.arrow} and {@code next.arrow}: every tensor of a network, in network order.
 *
 * @param network the architecture that the tensors belong to
 * @param provenance the stage that the state belongs to
 * @param tensors in network order
 */
public record WeightsFile(NetworkSpec network, Provenance provenance, List<Tensor> tensors) {

  private static final String NETWORK = "longtail.network";
  static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("name", ArrowFile.UTF8),
          ArrowFile.list("shape", ArrowFile.INT64),
          ArrowFile.list("values", ArrowFile.FLOAT32));

  public WeightsFile {
    tensors = List.copyOf(tensors);
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    Map<String, String> metadata = new HashMap<>(provenance.toMetadata());
    metadata.put(NETWORK, network.toJson());
    ArrowFile.write(
        path,
        ArtifactKind.WEIGHTS,
        metadata,
        COLUMNS,
        (root, batches) -> TensorRows.write(new Vectors(root), "values", tensors, batches));
  }

  /**
   * Reads the file. The tensors' values stay in the file, which must not change, until they are
   * asked for.
   *
   * @throws StoreException if it is no weights file, has a tensor twice, or a value that is NaN or
   *     infinite; names the tensor and the position
   */
  public static WeightsFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.WEIGHTS,
        COLUMNS,
        ArrowFile.Values.IN_THE_FILE,
        content -> {
          String network = content.metadata().get(NETWORK);
          if (network == null) {
            throw new StoreException(
                String.format(Locale.ROOT, "%s: schema metadata lacks %s", path, NETWORK));
          }
          return new WeightsFile(
              NetworkSpec.fromJson(network),
              Provenance.fromMetadata(path, content.metadata()),
              TensorRows.read(content, "values"));
        });
  }

  /**
   * Which stage the state in a file belongs to. The tensors are not looked at.
   *
   * @throws StoreException if it is no weights file
   */
  public static Provenance provenance(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.WEIGHTS,
        COLUMNS,
        ArrowFile.Values.IN_THE_FILE,
        content -> Provenance.fromMetadata(path, content.metadata()));
  }
}
