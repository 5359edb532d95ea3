package org.longtail.images;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;

/**
 * One split of a data set in memory. The arrays are handed over, not copied, as a split may fill
 * much of the memory: change none of them afterwards.
 *
 * @param channels of each image, at least 1
 * @param height of each image in pixels, at least 1
 * @param width of each image in pixels, at least 1
 * @param labels class of each image, at least 0
 * @param pixels of each image: unsigned bytes, {@code [height, width, channels]}
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record LabelledImages(int channels, int height, int width, int[] labels, byte[][] pixels) {

  public LabelledImages {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "images of %dx%dx%d: every size must be at least 1".formatted(height, width, channels));
    }
    if (labels.length != pixels.length) {
      throw new IllegalArgumentException(
          "%d labels for %d images: there must be one each"
              .formatted(labels.length, pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        throw new IllegalArgumentException(
            "image %d: label %d must be at least 0".formatted(i, labels[i]));
      }
      if (pixels[i].length != (long) height * width * channels) {
        throw new IllegalArgumentException(
            "image %d: %d bytes, but %dx%dx%d pixels take %d; decode the images and bring them to one size"
                .formatted(
                    i,
                    pixels[i].length,
                    height,
                    width,
                    channels,
                    (long) height * width * channels));
      }
    }
  }

  /** The images of a file, in its order. */
  public static LabelledImages of(ImagesFile file) {
    NetworkSpec.Input input = file.input();
    return new LabelledImages(
        input.channels(),
        input.height(),
        input.width(),
        file.images().stream().mapToInt(ImagesFile.Image::label).toArray(),
        file.images().stream().map(ImagesFile.Image::pixels).toArray(byte[][]::new));
  }

  /**
   * These images as an Arrow file's rows, numbered from 0.
   *
   * @param split {@code train} or {@code test}
   * @param input the size, which must be these images', and the normalisation
   * @param names name of each class, by class index
   * @throws IllegalArgumentException if the size is another or a label has no name
   */
  public ImagesFile toFile(String split, NetworkSpec.Input input, List<String> names) {
    if (input.channels() != channels || input.height() != height || input.width() != width) {
      throw new IllegalArgumentException(
          "%s images are %dx%dx%d, the input is %dx%dx%d: they must be equal"
              .formatted(
                  split, height, width, channels, input.height(), input.width(), input.channels()));
    }
    if (classes() > names.size()) {
      throw new IllegalArgumentException(
          "%s images have labels up to %d, but there are %d class names; name every class"
              .formatted(split, classes() - 1, names.size()));
    }
    return new ImagesFile(
        split,
        input,
        names,
        IntStream.range(0, size())
            .mapToObj(i -> new ImagesFile.Image(i, labels[i], pixels[i]))
            .toList());
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** The largest label and 1, or 0 if there is no image. */
  public int classes() {
    return Arrays.stream(labels).max().orElse(-1) + 1;
  }

  /**
   * Some of these images.
   *
   * @param images their numbers, in the order wanted
   */
  public LabelledImages select(int[] images) {
    return new LabelledImages(
        channels,
        height,
        width,
        Arrays.stream(images).map(i -> labels[i]).toArray(),
        Arrays.stream(images).mapToObj(i -> pixels[i]).toArray(byte[][]::new));
  }

  /** Whether the other has the same images with the same labels in the same order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LabelledImages that
        && channels == that.channels
        && height == that.height
        && width == that.width
        && Arrays.equals(labels, that.labels)
        && Arrays.deepEquals(pixels, that.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(labels) + Arrays.deepHashCode(pixels);
  }

  @Override
  public String toString() {
    return "%d images of %dx%dx%d".formatted(size(), height, width, channels);
  }
}
