package org.longtail.images;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.longtail.schemas.Cancellation;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.PixelBytes;

/** Where the pixels of a split's images come from. May be shared between threads. */
public sealed interface PixelSource {

  /** Number of images. */
  int size();

  /** What the bytes of every image are. */
  ImagesFile.Encoding encoding();

  /** The bytes of an image as they are kept in an Arrow file. */
  PixelBytes stored(int image);

  /**
   * An image's pixels, decoded if need be.
   *
   * @param cancellation of what it is decoded for
   * @throws IllegalArgumentException if the image cannot be decoded; names it
   * @throws java.util.concurrent.CancellationException if the computation is to be given up
   */
  Raster image(int image, Cancellation cancellation);

  /** Some of these images, in the order wanted. */
  PixelSource select(int[] images);

  /**
   * Images in memory, all of one size.
   *
   * @param height of each image
   * @param width of each image
   * @param channels of each image
   * @param pixels of each image: unsigned bytes, {@code [height, width, channels]}
   */
  @SuppressWarnings("ArrayRecordComponent") // equality is by content, below
  record Raw(int height, int width, int channels, byte[][] pixels) implements PixelSource {

    public Raw {
      if (channels < 1 || height < 1 || width < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "images of %dx%dx%d: every size must be at least 1",
                height,
                width,
                channels));
      }
      long length = (long) height * width * channels;
      for (int i = 0; i < pixels.length; i++) {
        if (pixels[i].length != length) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "image %d: %d bytes, but %dx%dx%d pixels take %d; decode the images and bring them to one size",
                  i,
                  pixels[i].length,
                  height,
                  width,
                  channels,
                  length));
        }
      }
    }

    @Override
    public int size() {
      return pixels.length;
    }

    @Override
    public ImagesFile.Encoding encoding() {
      return ImagesFile.Encoding.RAW;
    }

    @Override
    public PixelBytes stored(int image) {
      return PixelBytes.of(pixels[image]);
    }

    @Override
    public Raster image(int image, Cancellation cancellation) {
      return new Raster(height, width, channels, pixels[image]);
    }

    @Override
    public PixelSource select(int[] images) {
      return new Raw(
          height,
          width,
          channels,
          Arrays.stream(images).mapToObj(i -> pixels[i]).toArray(byte[][]::new));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Raw that
          && height == that.height
          && width == that.width
          && channels == that.channels
          && Arrays.deepEquals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(pixels);
    }
  }

  /**
   * Image files of any size, decoded to red, green and blue whenever they are asked for.
   *
   * @param files in the order of the data set
   */
  record Encoded(List<EncodedImage> files) implements PixelSource {

    public Encoded {
      files = List.copyOf(files);
    }

    @Override
    public int size() {
      return files.size();
    }

    @Override
    public ImagesFile.Encoding encoding() {
      return ImagesFile.Encoding.FILE;
    }

    @Override
    public PixelBytes stored(int image) {
      return files.get(image).content();
    }

    @Override
    public Raster image(int image, Cancellation cancellation) {
      return files.get(image).decode(cancellation);
    }

    @Override
    public PixelSource select(int[] images) {
      return new Encoded(Arrays.stream(images).mapToObj(files::get).toList());
    }
  }
}
