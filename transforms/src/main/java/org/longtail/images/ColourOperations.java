package org.longtail.images;

import java.awt.Color;
import java.util.Locale;
import org.longtail.schemas.NetworkSpec;

/**
 * Changes the colours of an image in place. Values are rounded, and cut off at 0 and 255.
 *
 * @param channels 1 (grey) or 3 (red, green, blue) unsigned bytes a pixel
 */
record ColourOperations(int channels) {

  private static final int MOST = 255;

  /**
   * Those of a network's images.
   *
   * @throws IllegalArgumentException if they have neither 1 channel nor 3
   */
  static ColourOperations of(NetworkSpec.Input input) {
    if (input.channels() != 1 && input.channels() != 3) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "images of %d channels: colours are distorted where there are 1 (grey) or 3 (red, green, blue)",
              input.channels()));
    }
    return new ColourOperations(input.channels());
  }

  /** Multiplies every value. */
  void brighten(byte[] pixels, double factor) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = value(factor * Byte.toUnsignedInt(pixels[i]));
    }
  }

  /** Moves every value away from the image's mean grey, or nearer if the factor is under 1. */
  void contrast(byte[] pixels, double factor) {
    double sum = 0;
    for (int i = 0; i < pixels.length; i += channels) {
      sum += grey(pixels, i);
    }
    double mean = sum / (pixels.length / channels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = value(mean + factor * (Byte.toUnsignedInt(pixels[i]) - mean));
    }
  }

  /** Moves every value away from its pixel's grey, or nearer if the factor is under 1. */
  void saturate(byte[] pixels, double factor) {
    if (channels == 1) {
      return;
    }
    for (int i = 0; i < pixels.length; i += channels) {
      double grey = grey(pixels, i);
      for (int channel = i; channel < i + channels; channel++) {
        pixels[channel] = value(grey + factor * (Byte.toUnsignedInt(pixels[channel]) - grey));
      }
    }
  }

  /** Turns every hue by a share of the circle. */
  void shiftHue(byte[] pixels, double shift) {
    if (channels == 1) {
      return;
    }
    float[] hsb = new float[3];
    for (int i = 0; i < pixels.length; i += channels) {
      Color.RGBtoHSB(
          Byte.toUnsignedInt(pixels[i]),
          Byte.toUnsignedInt(pixels[i + 1]),
          Byte.toUnsignedInt(pixels[i + 2]),
          hsb);
      int rgb = Color.HSBtoRGB((float) (hsb[0] + shift), hsb[1], hsb[2]);
      pixels[i] = (byte) (rgb >> 16);
      pixels[i + 1] = (byte) (rgb >> 8);
      pixels[i + 2] = (byte) rgb;
    }
  }

  /** The brightness that a pixel appears to have (ITU-R BT.601). */
  private double grey(byte[] pixels, int from) {
    if (channels == 1) {
      return Byte.toUnsignedInt(pixels[from]);
    }
    return 0.299 * Byte.toUnsignedInt(pixels[from])
        + 0.587 * Byte.toUnsignedInt(pixels[from + 1])
        + 0.114 * Byte.toUnsignedInt(pixels[from + 2]);
  }

  private static byte value(double exact) {
    return (byte) Math.max(0, Math.min(MOST, Math.round(exact)));
  }
}
