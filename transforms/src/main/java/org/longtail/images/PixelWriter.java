package org.longtail.images;

import org.longtail.schemas.NetworkSpec;

/**
 * Writes images into a batch of floats, {@code [image, height, width, channels]}, normalised:
 * {@code (pixel / 255 - mean) / std} by channel. Allocates nothing while it writes; may be shared
 * between threads, as long as each has its own draws.
 */
public final class PixelWriter {

  private static final int LEVELS = 256;

  private final Augmentation augmentation;
  private final int channels;
  private final int height;
  private final int width;

  /** Normalised value of each pixel value, {@code [value, channel]}; row 0 is the padding's. */
  private final float[] normalised;

  PixelWriter(Augmentation augmentation, NetworkSpec.Input input) {
    this.augmentation = augmentation;
    this.channels = input.channels();
    this.height = input.height();
    this.width = input.width();
    this.normalised = new float[LEVELS * channels];
    for (int value = 0; value < LEVELS; value++) {
      for (int channel = 0; channel < channels; channel++) {
        normalised[value * channels + channel] =
            (float) ((value / 255.0 - input.mean().get(channel)) / input.std().get(channel));
      }
    }
  }

  /** Number of floats that an image takes. */
  public int length() {
    return height * width * channels;
  }

  /**
   * Writes an image as it is.
   *
   * @param pixels unsigned bytes, {@code [height, width, channels]}
   * @param batch where to write
   * @param offset of the image's first float
   * @throws IllegalArgumentException if the image is of another size or does not fit
   */
  public void writePlain(byte[] pixels, float[] batch, int offset) {
    check(pixels, batch, offset);
    for (int i = 0; i < pixels.length; i += channels) {
      writePixel(pixels, i, batch, offset + i);
    }
  }

  /**
   * Writes an image padded, cropped and mirrored. Draws the crop's row, then its column, if there
   * is padding, then whether to mirror, if the augmentation says so.
   *
   * @param pixels unsigned bytes, {@code [height, width, channels]}
   * @param draws what to draw from
   * @param batch where to write
   * @param offset of the image's first float
   * @throws IllegalArgumentException if the image is of another size or does not fit
   */
  public void writeAugmented(byte[] pixels, Draws draws, float[] batch, int offset) {
    check(pixels, batch, offset);
    int padding = augmentation.padding();
    int top = padding == 0 ? 0 : draws.below(2 * padding + 1) - padding;
    int left = padding == 0 ? 0 : draws.below(2 * padding + 1) - padding;
    boolean mirrored = augmentation.flip() && draws.coin();
    int to = offset;
    for (int y = top; y < top + height; y++) {
      boolean inside = y >= 0 && y < height;
      for (int x = 0; x < width; x++, to += channels) {
        int from = left + (mirrored ? width - 1 - x : x);
        if (inside && from >= 0 && from < width) {
          writePixel(pixels, (y * width + from) * channels, batch, to);
        } else {
          System.arraycopy(normalised, 0, batch, to, channels);
        }
      }
    }
  }

  private void writePixel(byte[] pixels, int from, float[] batch, int to) {
    for (int channel = 0; channel < channels; channel++) {
      batch[to + channel] =
          normalised[Byte.toUnsignedInt(pixels[from + channel]) * channels + channel];
    }
  }

  private void check(byte[] pixels, float[] batch, int offset) {
    if (pixels.length != length()) {
      throw new IllegalArgumentException(
          "image of %d bytes: %dx%dx%d pixels take %d"
              .formatted(pixels.length, height, width, channels, length()));
    }
    if (offset < 0 || offset > batch.length - length()) {
      throw new IllegalArgumentException(
          "image at offset %d of a batch of %d floats: must be in 0..%d"
              .formatted(offset, batch.length, batch.length - length()));
    }
  }
}
