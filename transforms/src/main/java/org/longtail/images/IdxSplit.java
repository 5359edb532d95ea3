package org.longtail.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The two splits of a data set in IDX files, under the file names that MNIST gave them. */
public enum IdxSplit {
  /** {@code train-images-idx3-ubyte.gz} and {@code train-labels-idx1-ubyte.gz}. */
  TRAIN("train", "train"),

  /** {@code t10k-images-idx3-ubyte.gz} and {@code t10k-labels-idx1-ubyte.gz}. */
  TEST("test", "t10k");

  private static final String GZIP = ".gz";

  private final String id;
  private final String images;
  private final String labels;

  IdxSplit(String id, String prefix) {
    this.id = id;
    this.images = prefix + "-images-idx3-ubyte";
    this.labels = prefix + "-labels-idx1-ubyte";
  }

  /** The split's name: {@code train} or {@code test}. */
  public String id() {
    return id;
  }

  /** The split's images in a folder: gzipped, or plain if only that file is there. */
  public Path images(Path folder) {
    return present(folder, images);
  }

  /** The split's labels in a folder: gzipped, or plain if only that file is there. */
  public Path labels(Path folder) {
    return present(folder, labels);
  }

  /** Reads the split from a folder, with or without {@code .gz} at the end of the file names. */
  public LabelledImages read(Path folder) throws IOException {
    return IdxFile.read(checked(images(folder)), checked(labels(folder)));
  }

  /** Writes the split's two files, gzipped, into a folder that is there. */
  public void write(LabelledImages data, Path folder) throws IOException {
    IdxFile.write(data, folder.resolve(images + GZIP), folder.resolve(labels + GZIP));
  }

  private static Path present(Path folder, String name) {
    Path gzipped = folder.resolve(name + GZIP);
    Path plain = folder.resolve(name);
    return Files.exists(gzipped) || !Files.exists(plain) ? gzipped : plain;
  }

  private static Path checked(Path file) throws NoSuchFileException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(
          file.toString(),
          null,
          "neither this file nor its plain form is there; name the folder of the IDX files");
    }
    return file;
  }
}
