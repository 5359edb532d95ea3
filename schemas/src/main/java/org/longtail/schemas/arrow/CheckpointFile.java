package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.StoreException;

/**
 * A file in a step's {@code progress} folder: the tensors of a checkpoint, each under a name that
 * tells what it is, such as {@code momentum.fc.weight}.
 *
 * @param code digest of the code that wrote it
 * @param checkpoint what was kept
 */
public record CheckpointFile(String code, Checkpoint checkpoint) {

  private static final String CODE = "longtail.code";
  private static final String PURPOSE = "longtail.purpose";
  private static final String EPOCH = "longtail.epoch";
  private static final String LOSS = "longtail.loss";
  private static final String WEIGHTS = "weights.";
  private static final String MOMENTUM = "momentum.";
  private static final String FREE = "free.";
  private static final List<Field> COLUMNS = WeightsFile.COLUMNS;

  /** Writes the file. */
  public void write(Path path) throws IOException {
    Map<String, String> metadata = new HashMap<>();
    metadata.put(CODE, code);
    metadata.put(PURPOSE, checkpoint.purpose());
    metadata.put(EPOCH, Integer.toString(checkpoint.epoch()));
    metadata.put(LOSS, Double.toString(checkpoint.loss()));
    List<Tensor> rows = new ArrayList<>();
    checkpoint.weights().forEach(tensor -> rows.add(tensor.named(WEIGHTS + tensor.name())));
    checkpoint.momentum().forEach(tensor -> rows.add(tensor.named(MOMENTUM + tensor.name())));
    checkpoint.free().forEach(mask -> rows.add(tensor(mask)));
    ArrowFile.write(
        path,
        ArtifactKind.CHECKPOINT,
        metadata,
        COLUMNS,
        (root, batches) -> TensorRows.write(new Vectors(root), "values", rows, batches));
  }

  private static Tensor tensor(Mask mask) {
    float[] values = new float[mask.size()];
    mask.keep().stream().forEach(i -> values[i] = 1);
    return new Tensor(FREE + mask.name(), mask.shape(), values);
  }

  /**
   * Reads the file. The tensors' values stay in the file, which must not change, until they are
   * asked for.
   *
   * @throws StoreException if it is no checkpoint, has a tensor twice, or a value that is NaN or
   *     infinite; names the tensor and the position
   */
  public static CheckpointFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.CHECKPOINT,
        COLUMNS,
        ArrowFile.Values.IN_THE_FILE,
        content -> {
          List<Tensor> rows = TensorRows.read(content, "values");
          return new CheckpointFile(
              metadata(path, content, CODE),
              new Checkpoint(
                  metadata(path, content, PURPOSE),
                  Integer.parseInt(metadata(path, content, EPOCH)),
                  Double.parseDouble(metadata(path, content, LOSS)),
                  under(WEIGHTS, rows),
                  under(MOMENTUM, rows),
                  under(FREE, rows).stream().map(CheckpointFile::mask).toList()));
        });
  }

  private static String metadata(Path path, ArrowFile.Content content, String key) {
    String value = content.metadata().get(key);
    if (value == null) {
      throw new StoreException(
          String.format(Locale.ROOT, "%s: schema metadata lacks %s", path, key));
    }
    return value;
  }

  private static List<Tensor> under(String prefix, List<Tensor> rows) {
    return rows.stream()
        .filter(row -> row.name().startsWith(prefix))
        .map(row -> row.named(row.name().substring(prefix.length())))
        .toList();
  }

  private static Mask mask(Tensor tensor) {
    float[] values = tensor.values();
    BitSet keep = new BitSet(values.length);
    IntStream.range(0, values.length).filter(i -> values[i] != 0).forEach(keep::set);
    return new Mask(tensor.name(), tensor.shape(), keep);
  }
}
