package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColourOperationsTest {

  private static final ColourOperations COLOUR = new ColourOperations(3);
  private static final ColourOperations GREY = new ColourOperations(1);

  @Test
  void brightnessMultipliesAndIsCutOff() {
    byte[] pixels = bytes(0, 100, 250);
    COLOUR.brighten(pixels, 1.25);

    assertThat(pixels).containsExactly(bytes(0, 125, 255));
  }

  @Test
  void contrastMovesAwayFromTheMeanGreyOfTheImage() {
    byte[] pixels = bytes(50, 150);
    GREY.contrast(pixels, 1.4);

    assertThat(pixels).containsExactly(bytes(30, 170));
  }

  @Test
  void withoutContrastAnImageIsItsMeanGrey() {
    byte[] pixels = bytes(255, 0, 0, 0, 0, 255);
    COLOUR.contrast(pixels, 0);

    // (0.299 + 0.114) * 255 / 2
    assertThat(pixels).containsOnly(53);
  }

  @Test
  void withoutSaturationAPixelIsItsOwnGrey() {
    byte[] pixels = bytes(255, 0, 0, 0, 255, 0);
    COLOUR.saturate(pixels, 0);

    assertThat(pixels).containsExactly(bytes(76, 76, 76, 150, 150, 150));
  }

  @Test
  void aThirdOfTheCircleTurnsRedIntoGreenAndLeavesGreyAsItIs() {
    byte[] pixels = bytes(200, 0, 0, 90, 90, 90);
    COLOUR.shiftHue(pixels, 1 / 3.0);

    assertThat(pixels).containsExactly(bytes(0, 200, 0, 90, 90, 90));
  }

  @Test
  void aHueTurnsBackwardsAsWell() {
    byte[] pixels = bytes(200, 0, 0);
    COLOUR.shiftHue(pixels, -1 / 3.0);

    assertThat(pixels).containsExactly(bytes(0, 0, 200));
  }

  @Test
  void anImageOfOneChannelHasNeitherSaturationNorHue() {
    byte[] pixels = bytes(10, 200);
    GREY.saturate(pixels, 0);
    GREY.shiftHue(pixels, 0.1);

    assertThat(pixels).containsExactly(bytes(10, 200));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
