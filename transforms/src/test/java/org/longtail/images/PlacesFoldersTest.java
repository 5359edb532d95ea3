package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesFoldersTest {

  private static final List<String> TRAIN_BY_CLASS =
      List.of("train/atrium-public/1.jpg 0", "train/bar/2.jpg 1", "train/bar/3.jpg 1");
  private static final List<String> TRAIN_BY_LETTER =
      List.of(
          "data_256/a/atrium/public/1.jpg 0", "data_256/b/bar/2.jpg 1", "data_256/b/bar/3.jpg 1");
  private static final List<String> TEST_BY_CLASS =
      List.of("val/bar/Places365_val_7.jpg 1", "val/atrium-public/Places365_val_8.jpg 0");
  private static final List<String> TEST_IN_ONE =
      List.of("val_256/Places365_val_7.jpg 1", "val_256/Places365_val_8.jpg 0");

  private final Path root;

  PlacesFoldersTest(@TempDir Path folder) {
    this.root = folder.resolve("places");
  }

  @Test
  void listsByLetterAreReadFromFoldersByClass() throws IOException {
    make(TRAIN_BY_CLASS);
    make(TEST_BY_CLASS);

    assertThat(resolved(TRAIN_BY_LETTER, TRAIN_BY_LETTER)).isEqualTo(paths(TRAIN_BY_CLASS));
    assertThat(resolved(TEST_IN_ONE, TRAIN_BY_LETTER)).isEqualTo(paths(TEST_BY_CLASS));
  }

  @Test
  void listsByClassAreReadFromFoldersByLetter() throws IOException {
    make(TRAIN_BY_LETTER);
    make(TEST_IN_ONE);

    assertThat(resolved(TRAIN_BY_CLASS, TRAIN_BY_CLASS)).isEqualTo(paths(TRAIN_BY_LETTER));
    assertThat(resolved(TEST_BY_CLASS, TRAIN_BY_CLASS)).isEqualTo(paths(TEST_IN_ONE));
  }

  @Test
  void eachSplitMayBeInASpellingOfItsOwn() throws IOException {
    make(TRAIN_BY_LETTER);
    make(TEST_BY_CLASS);

    assertThat(resolved(TEST_IN_ONE, TRAIN_BY_LETTER)).isEqualTo(paths(TEST_BY_CLASS));
    assertThat(resolved(TEST_IN_ONE, TRAIN_BY_CLASS)).isEqualTo(paths(TEST_BY_CLASS));
  }

  @Test
  void aListInTheSpellingOfTheFoldersStaysAsItIsThoughImagesAreMissing() throws IOException {
    make(TRAIN_BY_CLASS.subList(1, 3));
    make(TRAIN_BY_LETTER);

    assertThat(resolved(TRAIN_BY_CLASS, TRAIN_BY_CLASS)).isEqualTo(paths(TRAIN_BY_CLASS));
  }

  @Test
  void aListWhoseImagesAreInNeitherSpellingStaysAsItIs() throws IOException {
    make(List.of("images/1.jpg 0"));

    assertThat(resolved(TRAIN_BY_LETTER, TRAIN_BY_LETTER)).isEqualTo(paths(TRAIN_BY_LETTER));
    assertThat(resolved(TEST_IN_ONE, TRAIN_BY_LETTER)).isEqualTo(paths(TEST_IN_ONE));
  }

  @Test
  void aListWithAbsolutePathsStaysAsItIs() throws IOException {
    List<String> absolute = List.of(root.resolveSibling("a.jpg") + " 0");
    make(TRAIN_BY_CLASS);

    assertThat(resolved(absolute, absolute)).isEqualTo(paths(absolute));
  }

  private List<Path> resolved(List<String> list, List<String> train) throws IOException {
    return new PlacesFolders(root)
        .resolve(list("list.txt", list), list("train.txt", train))
        .files();
  }

  private ImageList list(String name, List<String> lines) throws IOException {
    return ImageList.read(Files.write(root.resolveSibling(name), lines), root);
  }

  private List<Path> paths(List<String> lines) {
    return lines.stream().map(line -> root.resolve(line.substring(0, line.indexOf(' ')))).toList();
  }

  private void make(List<String> lines) throws IOException {
    for (Path path : paths(lines)) {
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
  }
}
