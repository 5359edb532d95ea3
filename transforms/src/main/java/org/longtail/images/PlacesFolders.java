package org.longtail.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The two spellings in which the lists and folders of Places-LT go round: by the folders of
 * Places365's own download, or with a folder for each class.
 *
 * <pre>
 * data_256/a/atrium/public/00000001.jpg   train/atrium-public/00000001.jpg
 * val_256/Places365_val_00000001.jpg      val/atrium-public/Places365_val_00000001.jpg
 * </pre>
 *
 * @param root of the images
 */
public record PlacesFolders(Path root) {

  private static final String TRAIN = "train";
  private static final String TRAIN_BY_LETTER = "data_256";
  private static final String TEST = "val";
  private static final String TEST_IN_ONE = "val_256";

  /**
   * A list in the spelling of the folders: the same one, unless the root lacks the folder in which
   * its first image should be, but has that image by the other spelling.
   *
   * @param train the training list, whose folders say what the class of a label is called
   */
  public ImageList resolve(ImageList list, ImageList train) {
    ImageList.Entry first = list.entries().get(0);
    if (!first.image().startsWith(root) || Files.exists(root.resolve(inRoot(first).getName(0)))) {
      return list;
    }
    Map<Integer, String> classes = new HashMap<>();
    train.entries().forEach(entry -> nameOf(entry).ifPresent(y -> classes.put(entry.label(), y)));
    return Files.isRegularFile(otherPlace(first, classes))
        ? list.moved(entry -> otherPlace(entry, classes))
        : list;
  }

  private Path inRoot(ImageList.Entry entry) {
    return root.relativize(entry.image());
  }

  /** Where an image is by the other spelling; where it is if it is in neither. */
  private Path otherPlace(ImageList.Entry entry, Map<Integer, String> classes) {
    if (!entry.image().startsWith(root)) {
      return entry.image();
    }
    Path path = inRoot(entry);
    int parts = path.getNameCount();
    String file = path.getFileName().toString();
    return switch (path.getName(0).toString()) {
      case TRAIN, TRAIN_BY_LETTER ->
          nameOf(entry)
              .map(y -> path.startsWith(TRAIN) ? byLetter(y) : root.resolve(TRAIN).resolve(y))
              .map(folder -> folder.resolve(file))
              .orElse(entry.image());
      case TEST -> parts == 3 ? root.resolve(TEST_IN_ONE).resolve(file) : entry.image();
      case TEST_IN_ONE ->
          Optional.ofNullable(classes.get(entry.label()))
              .map(y -> root.resolve(TEST).resolve(y).resolve(file))
              .orElse(entry.image());
      default -> entry.image();
    };
  }

  private Path byLetter(String name) {
    return root.resolve(TRAIN_BY_LETTER)
        .resolve(name.substring(0, 1))
        .resolve(name.replace('-', '/'));
  }

  /** The name of a training image's class, such as {@code atrium-public}, in either spelling. */
  private Optional<String> nameOf(ImageList.Entry entry) {
    if (!entry.image().startsWith(root)) {
      return Optional.empty();
    }
    Path path = inRoot(entry);
    int parts = path.getNameCount();
    if (path.startsWith(TRAIN) && parts == 3) {
      return Optional.of(path.getName(1).toString());
    }
    if (path.startsWith(TRAIN_BY_LETTER) && parts > 3) {
      return Optional.of(
          path.subpath(2, parts - 1).toString().replace(path.getFileSystem().getSeparator(), "-"));
    }
    return Optional.empty();
  }
}
