package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.longtail.images.ImageList;
import org.longtail.images.LabelledImages;
import org.longtail.schemas.FilePath;
import org.longtail.transforms.step.Sources.Source;

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
   * again when the files look changed.
   */
  @Override
  public Map<String, Source> sources() throws IOException {
    ImageList train = ImageList.read(trainList, root);
    ImageList test = ImageList.read(testList, root);
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
    ImageList train = ImageList.read(trainList, root);
    train.checkEveryClass(train.classes());
    return train.images(size);
  }

  @Override
  public LabelledImages test() throws IOException {
    ImageList test = ImageList.read(testList, root);
    test.checkLabels(ImageList.read(trainList, root).classes(), trainList);
    return test.images(size);
  }

  @Override
  public Optional<Path> names() {
    return DataSet.present(root.resolve(LABELS));
  }
}
