package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.arrow.ImagesFile;

class FitTest {

  @Property(tries = 200)
  void anImageFileOfAnySizeIsBroughtToTheSizeWanted(
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 1, max = 20) int wantedHeight,
      @ForAll @IntRange(min = 1, max = 20) int wantedWidth) {
    Raster image = new Raster(height, width, 1, new byte[height * width]);

    Raster fitted = new Fit(wantedHeight, wantedWidth, 1, ImagesFile.Encoding.FILE).of(image);

    assertThat(fitted.is(wantedHeight, wantedWidth, 1)).isTrue();
  }

  @Test
  void theCentreOfAnImageFileIsLookedAt() {
    // 32 rows, of which the middle 28 are looked at; the outermost 2 on each side are white.
    byte[] values = new byte[32 * 64];
    for (int i = 0; i < values.length; i++) {
      int y = i / 64;
      int x = i % 64;
      values[i] = (byte) (y < 2 || y >= 30 || x < 18 || x >= 46 ? 255 : 0);
    }

    Raster fitted = new Fit(28, 28, 1, ImagesFile.Encoding.FILE).of(new Raster(32, 64, 1, values));

    assertThat(fitted).isEqualTo(new Raster(28, 28, 1, new byte[28 * 28]));
  }

  @Test
  void aRawImageStaysAsItIs() {
    Raster image = new Raster(2, 2, 1, new byte[] {1, 2, 3, 4});

    assertThat(new Fit(2, 2, 1, ImagesFile.Encoding.RAW).of(image)).isSameAs(image);
  }

  @Test
  void aRawImageOfAnotherSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Fit(2, 2, 1, ImagesFile.Encoding.RAW)
                    .of(new Raster(2, 1, 1, new byte[] {1, 2})))
        .withMessageStartingWith("image of 2x1x1: the network takes 2x2x1");
  }
}
