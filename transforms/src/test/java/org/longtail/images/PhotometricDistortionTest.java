package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.NetworkSpec;

class PhotometricDistortionTest {

  private static final int SIDE = 6;

  @Property(tries = 100)
  void theSameDrawsGiveTheSameImageAndLeaveTheOriginalAsItIs(@ForAll long seed) {
    byte[] pixels = pixels(3);
    byte[] before = pixels.clone();

    byte[] distorted = PhotometricDistortion.of(input(3)).distort(pixels, Draws.of(seed, "view"));

    assertThat(distorted)
        .hasSameSizeAs(pixels)
        .isEqualTo(PhotometricDistortion.of(input(3)).distort(pixels, Draws.of(seed, "view")));
    assertThat(pixels).isEqualTo(before);
  }

  @Property(tries = 100)
  void greyImagesOfOneChannelAndOfThreeAreDistortedAlike(@ForAll @IntRange(max = 9999) int seed) {
    byte[] one = pixels(1);
    byte[] three = new byte[3 * one.length];
    for (int i = 0; i < three.length; i++) {
      three[i] = one[i / 3];
    }

    byte[] grey = PhotometricDistortion.of(input(1)).distort(one, Draws.of(seed, "view"));
    byte[] coloured = PhotometricDistortion.of(input(3)).distort(three, Draws.of(seed, "view"));

    for (int i = 0; i < three.length; i++) {
      // Rounding may differ by one step where the weights of the colours do not sum to 1 exactly.
      assertThat(Math.abs((coloured[i] & 0xff) - (grey[i / 3] & 0xff))).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aboutOneImageInTwelveStaysAsItIs() {
    PhotometricDistortion distortion = PhotometricDistortion.of(input(3));
    byte[] pixels = pixels(3);

    long same =
        IntStream.range(0, 2000)
            .filter(seed -> Arrays.equals(distortion.distort(pixels, Draws.of(seed)), pixels))
            .count();

    // 0.2 * 0.8 * 0.5, and a little for the blurs that are too weak to be seen.
    assertThat(same).isBetween(120L, 260L);
  }

  @Test
  void imagesOfTwoChannelsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PhotometricDistortion.of(input(2)))
        .withMessageContaining("images of 2 channels");
  }

  private static NetworkSpec.Input input(int channels) {
    return new NetworkSpec.Input(
        channels,
        SIDE,
        SIDE,
        Collections.nCopies(channels, 0.5f),
        Collections.nCopies(channels, 0.5f));
  }

  private static byte[] pixels(int channels) {
    Draws draws = Draws.of(1, "pixels");
    byte[] pixels = new byte[SIDE * SIDE * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) draws.below(256);
    }
    return pixels;
  }
}
