package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class GaussianBlurTest {

  @Property(tries = 50)
  void anEvenImageStaysAsItIs(@ForAll @DoubleRange(min = 0.1, max = 2) double sigma) {
    byte[] pixels = new byte[3 * 4 * 5];
    Arrays.fill(pixels, (byte) 200);

    assertThat(new GaussianBlur(3, 4, 5).of(pixels, sigma)).isEqualTo(pixels);
  }

  @Test
  void aPointSpreadsLikeTheGaussianWithinItsChannel() {
    byte[] pixels = new byte[9 * 9 * 2];
    pixels[(4 * 9 + 4) * 2 + 1] = (byte) 255;

    byte[] blurred = new GaussianBlur(2, 9, 9).of(pixels, 1);

    double peak = 255 / (2 * Math.PI);
    assertThat(at(blurred, 4, 4)).isEqualTo((int) Math.round(peak));
    assertThat(at(blurred, 4, 5)).isEqualTo((int) Math.round(peak * Math.exp(-0.5)));
    assertThat(at(blurred, 3, 5)).isEqualTo((int) Math.round(peak * Math.exp(-1)));
    assertThat(at(blurred, 4, 2)).isEqualTo(at(blurred, 2, 4));
    for (int i = 0; i < blurred.length; i += 2) {
      assertThat(blurred[i]).isZero();
    }
  }

  @Test
  void theBorderGoesOnBeyondTheImage() {
    byte[] pixels = {(byte) 100, (byte) 100, 0, 0, 0, 0, 0, 0, 0, 0};

    int first = new GaussianBlur(1, 1, 10).of(pixels, 1)[0];

    // All but the tail beyond 1.5 deviations, up to the third.
    assertThat(first).isBetween(92, 94);
  }

  private static int at(byte[] pixels, int y, int x) {
    return Byte.toUnsignedInt(pixels[(y * 9 + x) * 2 + 1]);
  }
}
