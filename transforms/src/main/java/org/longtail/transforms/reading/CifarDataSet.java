package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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

  /** The name that the archive gives the folder, and its own without the end. */
  private static final String UNPACKED = "cifar-100-binary";

  /** The data set in a folder, or in the one of the archive's name below it. */
  static CifarDataSet in(Path folder) {
    Path unpacked = folder.resolve(UNPACKED);
    return new CifarDataSet(
        !Files.exists(folder.resolve(TRAIN)) && Files.isDirectory(unpacked) ? unpacked : folder);
  }

  @Override
  public Map<String, Source> sources() throws IOException {
    if (Files.exists(folder)
        && !(Files.exists(folder.resolve(TRAIN)) && Files.exists(folder.resolve(TEST)))) {
      throw new IllegalArgumentException(absent(FolderContents.of(folder)));
    }
    return Map.of(
        "train", Source.file(folder.resolve(TRAIN)), "test", Source.file(folder.resolve(TEST)));
  }

  private String absent(FolderContents there) {
    String fix =
        there
            .archive()
            .filter(archive -> archive.getFileName().toString().startsWith(UNPACKED))
            .map(archive -> "unpack " + archive + " and name the folder that it makes")
            .orElse("get cifar-100-binary.tar.gz, unpack it, and name the folder that it makes");
    return String.format(
        Locale.ROOT,
        "field 'path': format '%s' reads CIFAR-100's binary version, but %s %s, not %s and %s; %s",
        CIFAR_100,
        folder,
        there.words(),
        TRAIN,
        TEST,
        fix);
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
