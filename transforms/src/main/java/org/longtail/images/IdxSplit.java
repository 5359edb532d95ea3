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

  /** Reads the split from a folder, with or without {@code .gz} at the end of the file names. */
  public LabelledImages read(Path folder) throws IOException {
    return IdxFile.read(existing(folder, images), existing(folder, labels));
  }

  /** Writes the split's two files, gzipped, into a folder that is there. */
  public void write(LabelledImages data, Path folder) throws IOException {
    IdxFile.write(data, folder.resolve(images + GZIP), folder.resolve(labels + GZIP));
  }

  private static Path existing(Path folder, String name) throws NoSuchFileException {
    Path gzipped = folder.resolve(name + GZIP);
    if (Files.exists(gzipped)) {
      return gzipped;
    }
    Path plain = folder.resolve(name);
    if (Files.exists(plain)) {
      return plain;
    }
    throw new NoSuchFileException(
        gzipped.toString(),
        null,
        "nor is there %s; name the folder of the IDX files".formatted(name));
  }
}
