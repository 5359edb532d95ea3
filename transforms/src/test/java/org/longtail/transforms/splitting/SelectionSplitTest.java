package org.longtail.transforms.splitting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;

@ExtendWith(SharedRun.class)
class SelectionSplitTest {

  private final FinishedRun run;
  private final Artifact images;

  SelectionSplitTest(FinishedRun run) {
    this.run = run;
    this.images = run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES);
  }

  @Test
  void theTwoSplitsAreTheImagesThatThereWere() throws IOException {
    ImagesFile whole = ImagesFile.read(run.store().resolve(images.uri()));

    FinishedRun split = split(0.25);

    ImagesFile train = read(split, "images-train.arrow");
    ImagesFile selection = read(split, "images-selection.arrow");
    assertThat(train.counts()).containsExactly(18, 15, 7, 3);
    assertThat(selection.counts()).containsExactly(6, 5, 3, 1);
    List<ImagesFile.Image> both = new ArrayList<>(train.images());
    both.addAll(selection.images());
    both.sort(Comparator.comparingLong(ImagesFile.Image::image));
    assertThat(both)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(whole.images());
    assertThat(selection.labels()).isEqualTo(whole.labels());
    assertThat(selection.input()).isEqualTo(whole.input());
    assertThat(selection.split()).isEqualTo("selection");
  }

  @Test
  void imagesStayInTheirOrder() throws IOException {
    assertThat(read(split(0.5), "images-selection.arrow").images())
        .extracting(ImagesFile.Image::image)
        .isSorted();
  }

  private FinishedRun split(double share) {
    return run.then(
        SelectionSplit.create(SelectionSplitConfig.builder().setShare(share).build()),
        Map.of("images", List.of(images)));
  }

  private static ImagesFile read(FinishedRun run, String name) throws IOException {
    return ImagesFile.read(run.file("Step", name));
  }
}
