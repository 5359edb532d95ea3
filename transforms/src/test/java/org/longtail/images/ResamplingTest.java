package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResamplingTest {

  @Test
  void betweenTwoPixelsValuesAreInterpolated() {
    assertThat(Resampling.to(row(0, 255), 1, 4)).isEqualTo(row(0, 64, 191, 255));
  }

  @Test
  void aSmallerImageIsAveragedOverAllThatFallsTogether() {
    // Weights 3/7, 3/7, 1/7: a triangle of two of the smaller image's pixels.
    assertThat(Resampling.to(row(0, 0, 255, 255), 1, 2)).isEqualTo(row(36, 219));
  }

  @Test
  void finePatternsDoNotAlias() {
    int[] stripes = new int[64];
    Arrays.setAll(stripes, x -> x % 2 == 0 ? 0 : 200);

    byte[] small = Resampling.to(row(stripes), 1, 8).values();

    for (byte value : small) {
      assertThat(Byte.toUnsignedInt(value)).isBetween(94, 106);
    }
  }

  @Test
  void channelsDoNotMix() {
    Raster image = new Raster(2, 2, 2, new byte[] {9, 0, 9, 0, 9, 0, 9, 0});

    assertThat(Resampling.to(image, 1, 3))
        .isEqualTo(new Raster(1, 3, 2, new byte[] {9, 0, 9, 0, 9, 0}));
  }

  @Property(tries = 200)
  void theResultHasTheSizeWantedAndStaysWithinTheImagesValues(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 20) int newHeight,
      @ForAll @IntRange(min = 1, max = 20) int newWidth) {
    byte[] values = new byte[height * width];
    Draws draws = Draws.of(seed, "image");
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (50 + draws.below(100));
    }

    Raster resized = Resampling.to(new Raster(height, width, 1, values), newHeight, newWidth);

    assertThat(resized.is(newHeight, newWidth, 1)).isTrue();
    for (byte value : resized.values()) {
      assertThat(Byte.toUnsignedInt(value)).isBetween(50, 149);
    }
  }

  private static Raster row(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Raster(1, bytes.length, 1, bytes);
  }
}
