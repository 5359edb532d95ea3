package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.longtail.images.LabelledImages;
import org.longtail.schemas.FilePath;
import org.longtail.transforms.step.Sources.Source;

/** A data set in files of one of the formats. */
interface DataSet {

  /** Format of MNIST and its kin. */
  String IDX = "idx";

  /** Format of CIFAR-100. */
  String CIFAR_100 = "cifar100";

  /** Format of image files and lists of them. */
  String LIST = "list";

  /** Name of the file that names the classes where the format has no other. */
  String LABELS = "labels.txt";

  /** The files that are read, by input name. */
  Map<String, Source> sources() throws IOException;

  /** The whole training split. */
  LabelledImages train() throws IOException;

  /** The test split. */
  LabelledImages test() throws IOException;

  /** The file that names the classes, a line each, if there is one. */
  Optional<Path> names();

  /** The data set that a configuration names. */
  static DataSet of(ReadImagesConfig config) {
    Path path = FilePath.of(config.getPath());
    return switch (config.getFormat()) {
      case IDX -> new IdxDataSet(path);
      case CIFAR_100 -> CifarDataSet.in(path);
      case LIST -> ListDataSet.of(path, config);
      default ->
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "no format '%s'", config.getFormat()));
    };
  }

  /** A file, if it is there. */
  static Optional<Path> present(Path file) {
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }
}
