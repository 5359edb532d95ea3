package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.longtail.images.ImageList;
import org.longtail.images.LabelledImages;
import org.longtail.images.PlacesFolders;
import org.longtail.schemas.FilePath;
import org.longtail.transforms.step.Sources.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Image files below a root and a list of each split, as ImageNet-LT, Places-LT and iNaturalist 2018
 * come.
 *
 * @param root of the images
 * @param trainList the list of the training split, with every class 0..K-1
 * @param testList the list of the test split
 * @param size height and width that networks take
 */
record ListDataSet(Path root, Path trainList, Path testList, int size) implements DataSet {

  private static final Logger LOG = LoggerFactory.getLogger(ListDataSet.class);
  private static final int SIZE = 224;

  static ListDataSet of(Path root, ReadImagesConfig config) {
    return new ListDataSet(
        root,
        FilePath.of(config.getTrainList()),
        FilePath.of(config.getTestList()),
        config.getSize() == null ? SIZE : config.getSize());
  }

  /**
   * The lists and the images' contents, which are read for it when the step is looked up first, and
   * again when the files look changed. The labels are checked before that.
   */
  @Override
  public Map<String, Source> sources() throws IOException {
    Lists lists = lists();
    ImageList train = lists.found(lists.train);
    ImageList test = lists.found(lists.test);
    return Map.of(
        "train-list",
        Source.file(trainList),
        "train-images",
        Source.files(train.files(), train::digest),
        "test-list",
        Source.file(testList),
        "test-images",
        Source.files(test.files(), test::digest));
  }

  @Override
  public LabelledImages train() throws IOException {
    Lists lists = lists();
    return images(lists, lists.train);
  }

  @Override
  public LabelledImages test() throws IOException {
    Lists lists = lists();
    return images(lists, lists.test);
  }

  @Override
  public Optional<Path> names() {
    return DataSet.present(root.resolve(LABELS));
  }

  private LabelledImages images(Lists lists, ImageList list) {
    ImageList found = lists.found(list);
    if (!found.equals(list)) {
      LOG.warn(
          "{} is in another of Places-LT's spellings than the folders: for {} it has {}, and so on",
          list.file(),
          found.files().get(0),
          list.files().get(0));
    }
    return found.images(size);
  }

  /** Both lists as they are, with labels that go together. */
  private Lists lists() throws IOException {
    ImageList train = ImageList.read(trainList, root);
    ImageList test = ImageList.read(testList, root);
    train.checkEveryClass();
    test.checkLabels(train.classes(), trainList);
    return new Lists(root, train, test);
  }

  private record Lists(Path root, ImageList train, ImageList test) {

    /** A list with its images where they are. */
    private ImageList found(ImageList list) {
      return new PlacesFolders(root).resolve(list, train);
    }
  }
}
