package org.longtail.schemas.arrow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.store.StoreException;

/**
 * {@code images-<split>.arrow}: the labelled images of one split.
 *
 * @param split {@code train}, {@code test}, or {@code selection}
 * @param input size and normalisation of the images as networks take them
 * @param labels name of each class, by class index
 * @param encoding what the images' bytes are
 * @param images in the order of the data set, each with a label in 0..K-1
 */
public record ImagesFile(
    String split,
    NetworkSpec.Input input,
    List<String> labels,
    Encoding encoding,
    List<Image> images) {

  private static final int ROWS_PER_BATCH = 4096;

  /** A batch ends before it holds more, but for a single image; far below Arrow's 2 GiB. */
  private static final long BYTES_PER_BATCH = 1L << 27;

  private static final String SPLIT = "longtail.split";
  private static final String INPUT = "longtail.input";
  private static final String LABELS = "longtail.labels";
  private static final String PIXELS = "longtail.pixels";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an image's bytes are; every image of a file alike. */
  public enum Encoding {
    /** Unsigned bytes, {@code [height, width, channels]}, of the input's size. */
    RAW,
    /** An image file as it was, such as a JPEG, of any size. */
    FILE
  }

  /**
   * One image.
   *
   * @param image its number in the data set's split
   * @param label its class, 0..K-1
   * @param content its bytes
   */
  public record Image(long image, int label, PixelBytes content) {

    /** An image in memory. */
    public Image(long image, int label, byte[] pixels) {
      this(image, label, PixelBytes.of(pixels));
    }

    /** The bytes, read if need be. */
    public byte[] pixels() {
      return content.read();
    }
  }

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
            String.format(
                Locale.ROOT,
                "image %d: label %d must be in 0..%d, as there are %d class names",
                image.image(),
                image.label(),
                labels.size() - 1,
                labels.size()));
      }
    }
  }

  /** Raw images. */
  public ImagesFile(
      String split, NetworkSpec.Input input, List<String> labels, List<Image> images) {
    this(split, input, labels, Encoding.RAW, images);
  }

  /** A file of some of these images. */
  public ImagesFile part(String name, List<Image> some) {
    return new ImagesFile(name, input, labels, encoding, some);
  }

  /** Number of training images of each class, N_y. */
  public long[] counts() {
    long[] counts = new long[labels.size()];
    images.forEach(image -> counts[image.label()]++);
    return counts;
  }

  /**
   * Writes the file. Images that are not in memory are read one by one.
   *
   * @throws java.io.UncheckedIOException if an image cannot be read
   */
  public void write(Path path) throws IOException {
    write(path, Compression.NONE);
  }

  /** Writes the file, compressed if the images are raw: image files are compressed already. */
  public void write(Path path, Compression compression) throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(SPLIT, split);
    metadata.put(INPUT, JSON.writeValueAsString(input));
    metadata.put(LABELS, JSON.writeValueAsString(labels));
    if (encoding != Encoding.RAW) {
      metadata.put(PIXELS, encoding.name().toLowerCase(Locale.ROOT));
    }
    ArrowFile.write(
        new ArrowFile.Target(path, encoding == Encoding.RAW ? compression : Compression.NONE),
        ArtifactKind.IMAGES,
        metadata,
        COLUMNS,
        this::writeRows);
  }

  private void writeRows(VectorSchemaRoot root, ArrowFile.Batches batches) throws IOException {
    Vectors vectors = new Vectors(root);
    int row = 0;
    long bytes = 0;
    for (Image image : images) {
      byte[] pixels = image.pixels();
      if (row == ROWS_PER_BATCH || (row > 0 && bytes + pixels.length > BYTES_PER_BATCH)) {
        batches.next(row);
        row = 0;
        bytes = 0;
      }
      vectors.int64("image", row, image.image());
      vectors.int32("label", row, image.label());
      vectors.bytes("pixels", row, pixels);
      row++;
      bytes += pixels.length;
    }
    if (row > 0) {
      batches.next(row);
    }
  }

  /**
   * Reads the file. The images' bytes stay in the file, which must not change, until they are asked
   * for; those of a compressed file are in memory.
   *
   * @throws StoreException if it is no file of images
   */
  public static ImagesFile read(Path path) throws IOException {
    return ArrowFile.read(
        path,
        ArtifactKind.IMAGES,
        COLUMNS,
        ArrowFile.Values.IN_THE_FILE,
        content -> {
          Map<String, String> metadata = content.metadata();
          Encoding encoding = encoding(metadata, path);
          try {
            return new ImagesFile(
                required(metadata, SPLIT, path),
                JSON.readValue(required(metadata, INPUT, path), NetworkSpec.Input.class),
                JSON.readValue(
                    required(metadata, LABELS, path), new TypeReference<List<String>>() {}),
                encoding,
                images(content));
          } catch (JsonProcessingException e) {
            throw new StoreException(
                String.format(Locale.ROOT, "%s: schema metadata is damaged", path), e);
          } catch (IllegalArgumentException e) {
            throw new StoreException(String.format(Locale.ROOT, "%s: %s", path, e.getMessage()), e);
          }
        });
  }

  private static List<Image> images(ArrowFile.Content content) {
    List<Image> images = new ArrayList<>();
    for (Batch batch : content.batches()) {
      for (int i = 0; i < batch.rows(); i++) {
        images.add(
            new Image(
                batch.int64("image", i),
                batch.int32("label", i),
                PixelBytes.of(batch.bytes("pixels", i))));
      }
    }
    return images;
  }

  private static Encoding encoding(Map<String, String> metadata, Path path) {
    String name = metadata.getOrDefault(PIXELS, "raw");
    return Arrays.stream(Encoding.values())
        .filter(encoding -> encoding.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new StoreException(
                    String.format(
                        Locale.ROOT, "%s: pixels '%s' are neither raw nor file", path, name)));
  }

  private static String required(Map<String, String> metadata, String name, Path path) {
    String value = metadata.get(name);
    if (value == null) {
      throw new StoreException(
          String.format(Locale.ROOT, "%s: schema metadata lacks %s", path, name));
    }
    return value;
  }
}
