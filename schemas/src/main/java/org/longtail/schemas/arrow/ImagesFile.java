package org.longtail.schemas.arrow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.store.StoreException;

/**
 * {@code images-<split>.arrow}: the labelled images of one split, all of one size.
 *
 * @param split {@code train}, {@code test}, or {@code selection}
 * @param input size and normalisation of the images
 * @param labels name of each class, by class index
 * @param images in the order of the data set, each with a label in 0..K-1
 */
public record ImagesFile(
    String split, NetworkSpec.Input input, List<String> labels, List<Image> images) {

  private static final int ROWS_PER_BATCH = 4096;
  private static final String SPLIT = "longtail.split";
  private static final String INPUT = "longtail.input";
  private static final String LABELS = "longtail.labels";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One image.
   *
   * @param image its number in the data set's split
   * @param label its class, 0..K-1
   * @param pixels unsigned bytes, {@code [height, width, channels]}
   */
  public record Image(long image, int label, byte[] pixels) {}

  private static final List<Field> COLUMNS =
      List.of(
          ArrowFile.column("image", ArrowFile.INT64),
          ArrowFile.column("label", ArrowFile.INT32),
          ArrowFile.column("pixels", ArrowFile.BINARY));

  public ImagesFile {
    labels = List.copyOf(labels);
    images = List.copyOf(images);
    for (Image image : images) {
      if (image.label() < 0 || image.label() >= labels.size()) {
        throw new IllegalArgumentException(
            "image %d: label %d must be in 0..%d, as there are %d class names"
                .formatted(image.image(), image.label(), labels.size() - 1, labels.size()));
      }
    }
  }

  /** Number of training images of each class, N_y. */
  public long[] counts() {
    long[] counts = new long[labels.size()];
    images.forEach(image -> counts[image.label()]++);
    return counts;
  }

  /** Writes the file. */
  public void write(Path path) throws IOException {
    Map<String, String> metadata =
        Map.of(
            SPLIT, split,
            INPUT, JSON.writeValueAsString(input),
            LABELS, JSON.writeValueAsString(labels));
    ArrowFile.write(
        path,
        ArtifactKind.IMAGES,
        metadata,
        COLUMNS,
        (root, batches) -> {
          for (int from = 0; from < images.size(); from += ROWS_PER_BATCH) {
            List<Image> rows = images.subList(from, Math.min(images.size(), from + ROWS_PER_BATCH));
            Vectors vectors = new Vectors(root);
            for (int i = 0; i < rows.size(); i++) {
              vectors.int64("image", i, rows.get(i).image());
              vectors.int32("label", i, rows.get(i).label());
              ((VarBinaryVector) root.getVector("pixels")).setSafe(i, rows.get(i).pixels());
            }
            batches.next(rows.size());
          }
        });
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if an image's label is none of the classes; names both
   */
  public static ImagesFile read(Path path) throws IOException {
    List<Image> images = new ArrayList<>();
    Map<String, String> metadata =
        ArrowFile.read(
            path,
            ArtifactKind.IMAGES,
            COLUMNS,
            root -> {
              Vectors vectors = new Vectors(root);
              VarBinaryVector pixels = (VarBinaryVector) root.getVector("pixels");
              for (int i = 0; i < root.getRowCount(); i++) {
                images.add(
                    new Image(vectors.int64("image", i), vectors.int32("label", i), pixels.get(i)));
              }
            });
    try {
      return new ImagesFile(
          required(metadata, SPLIT, path),
          JSON.readValue(required(metadata, INPUT, path), NetworkSpec.Input.class),
          JSON.readValue(required(metadata, LABELS, path), new TypeReference<List<String>>() {}),
          images);
    } catch (JsonProcessingException e) {
      throw new StoreException("%s: schema metadata is damaged".formatted(path), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static String required(Map<String, String> metadata, String name, Path path) {
    String value = metadata.get(name);
    if (value == null) {
      throw new StoreException("%s: schema metadata lacks %s".formatted(path, name));
    }
    return value;
  }
}
