package org.longtail.images;

import java.util.Arrays;
import java.util.Locale;

/**
 * An image as unsigned bytes. The array is handed over, not copied: change it no more.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels values a pixel, at least 1
 * @param values unsigned bytes, {@code [height, width, channels]}
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Raster(int height, int width, int channels, byte[] values) {

  public Raster {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "image of %dx%dx%d: every size must be at least 1",
              height,
              width,
              channels));
    }
    if (values.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "image of %d bytes: %dx%dx%d pixels take %d",
              values.length,
              height,
              width,
              channels,
              (long) height * width * channels));
    }
  }

  /** Whether the image has these sizes. */
  boolean is(int wantedHeight, int wantedWidth, int wantedChannels) {
    return height == wantedHeight && width == wantedWidth && channels == wantedChannels;
  }

  /** A part of this image, which must hold it. */
  Raster cut(int top, int left, int rows, int columns) {
    byte[] part = new byte[rows * columns * channels];
    for (int y = 0; y < rows; y++) {
      System.arraycopy(
          values,
          ((top + y) * width + left) * channels,
          part,
          y * columns * channels,
          columns * channels);
    }
    return new Raster(rows, columns, channels, part);
  }

  /** This image mirrored left to right. */
  Raster mirrored() {
    byte[] mirror = new byte[values.length];
    for (int y = 0; y < height; y++) {
      int from = y * width * channels;
      int to = from + (width - 1) * channels;
      for (int x = 0; x < width; x++, from += channels, to -= channels) {
        for (int channel = 0; channel < channels; channel++) {
          mirror[to + channel] = values[from + channel];
        }
      }
    }
    return new Raster(height, width, channels, mirror);
  }

  /** Whether the other has the same size and the same pixels. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Raster that
        && that.is(height, width, channels)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * height + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "image of %dx%dx%d", height, width, channels);
  }
}
