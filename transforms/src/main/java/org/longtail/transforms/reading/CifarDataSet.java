package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.longtail.images.CifarFile;
import org.longtail.images.LabelledImages;
import org.longtail.transforms.step.Sources.Source;

/** CIFAR-100 in its binary version: {@code train.bin}, {@code test.bin} and the classes' names. */
record CifarDataSet(Path folder) implements DataSet {

  private static final String TRAIN = "train.bin";
  private static final String TEST = "test.bin";
  private static final String NAMES = "fine_label_names.txt";

  /** The name that the archive gives the folder. */
  private static final String UNPACKED = "cifar-100-binary";

  /** The data set in a folder, or in the one of the archive's name below it. */
  static CifarDataSet in(Path folder) {
    Path unpacked = folder.resolve(UNPACKED);
    return new CifarDataSet(
        !Files.exists(folder.resolve(TRAIN)) && Files.isDirectory(unpacked) ? unpacked : folder);
  }

  @Override
  public Map<String, Source> sources() {
    return Map.of(
        "train", Source.file(folder.resolve(TRAIN)), "test", Source.file(folder.resolve(TEST)));
  }

  @Override
  public LabelledImages train() throws IOException {
    return CifarFile.read(folder.resolve(TRAIN));
  }

  @Override
  public LabelledImages test() throws IOException {
    return CifarFile.read(folder.resolve(TEST));
  }

  @Override
  public Optional<Path> names() {
    return DataSet.present(folder.resolve(NAMES));
  }
}
