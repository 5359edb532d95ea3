package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;

class ResizedCropTest {

  private static final Fit FIT = new Fit(8, 6, 3, ImagesFile.Encoding.FILE);

  @Test
  void theCropsOfAStreamAreThoseOfTheFirstRelease() {
    Draws draws = Draws.of(1, "golden");

    assertThat(List.of(ResizedCrop.box(100, 80, draws), ResizedCrop.box(100, 80, draws)))
        .containsExactly(new ResizedCrop.Box(43, 1, 42, 53), new ResizedCrop.Box(11, 0, 89, 80));
  }

  @Property
  void theCropLiesInsideTheImage(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 500) int height,
      @ForAll @IntRange(min = 1, max = 500) int width) {
    ResizedCrop.Box box = ResizedCrop.box(height, width, Draws.of(seed, "box"));

    assertThat(box.height()).isPositive();
    assertThat(box.width()).isPositive();
    assertThat(box.top()).isBetween(0, height - box.height());
    assertThat(box.left()).isBetween(0, width - box.width());
  }

  @Property
  void itsAreaAndRatioAreInTheirRanges(@ForAll long seed) {
    ResizedCrop.Box box = ResizedCrop.box(400, 400, Draws.of(seed, "box"));

    assertThat((double) box.height() * box.width() / (400 * 400)).isBetween(0.078, 1.0);
    assertThat((double) box.width() / box.height()).isBetween(0.74, 1.345);
  }

  @Test
  void itsAreaIsSpreadEvenly() {
    double mean =
        IntStream.range(0, 4000)
            .mapToObj(i -> ResizedCrop.box(1000, 1000, Draws.of(1, i)))
            .mapToDouble(box -> box.height() * box.width() / 1e6)
            .average()
            .orElseThrow();

    // Under (0.08 + 1) / 2, as large parts fit less often.
    assertThat(mean).isCloseTo(0.48, within(0.02));
  }

  @Test
  void ofAVeryWideImageTheCentreIsTaken() {
    // A part of ratio 4/3 at most and 8 % of the area at least would be higher than the image.
    assertThat(ResizedCrop.box(10, 1000, Draws.of(1, "box")))
        .isEqualTo(new ResizedCrop.Box(0, 493, 10, 13));
  }

  @Property(tries = 50)
  void theSameDrawsGiveTheSamePixels(@ForAll long seed) {
    Raster image = image();

    Raster once = new ResizedCrop().of(image, FIT, Draws.of(seed, "crop"));
    Raster again = new ResizedCrop().of(image, FIT, Draws.of(seed, "crop"));

    assertThat(again).isEqualTo(once);
    assertThat(once.is(8, 6, 3)).isTrue();
  }

  @Test
  void anAugmentedImageFileHasTheSizeThatTheNetworkTakes() {
    NetworkSpec.Input input =
        new NetworkSpec.Input(3, 8, 6, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
    float[] batch = new float[8 * 6 * 3];

    Augmentation.of("resized", 0, true, 0.4)
        .writer(input, ImagesFile.Encoding.FILE)
        .writeAugmented(image(), Draws.of(1, "view"), batch, 0);

    for (float value : batch) {
      assertThat(value).isBetween(0f, 1f);
    }
    assertThat(batch).isNotEqualTo(new float[batch.length]);
  }

  private static Raster image() {
    byte[] values = new byte[20 * 30 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i * 7);
    }
    return new Raster(20, 30, 3, values);
  }
}
