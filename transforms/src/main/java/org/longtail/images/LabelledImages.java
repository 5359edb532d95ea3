package org.longtail.images;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.longtail.schemas.Cancellation;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;

/**
 * One split of a data set. The arrays are handed over, not copied, as a split may fill much of the
 * memory: change none of them afterwards.
 *
 * @param channels of each image, at least 1
 * @param height in pixels of the images as networks take them, at least 1; encoded ones may differ
 * @param width in pixels of the images as networks take them, at least 1; encoded ones may differ
 * @param labels class of each image, at least 0
 * @param source the images
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record LabelledImages(
    int channels, int height, int width, int[] labels, PixelSource source) {

  public LabelledImages {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "images of %dx%dx%d: every size must be at least 1",
              height,
              width,
              channels));
    }
    if (labels.length != source.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d labels for %d images: there must be one each",
              labels.length,
              source.size()));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "image %d: label %d must be at least 0", i, labels[i]));
      }
    }
  }

  /**
   * Images in memory.
   *
   * @param pixels of each image: unsigned bytes, {@code [height, width, channels]}
   */
  public LabelledImages(int channels, int height, int width, int[] labels, byte[][] pixels) {
    this(channels, height, width, labels, new PixelSource.Raw(height, width, channels, pixels));
  }

  /** The images of a file, in its order. */
  public static LabelledImages of(ImagesFile file) {
    NetworkSpec.Input input = file.input();
    List<ImagesFile.Image> images = file.images();
    PixelSource source =
        switch (file.encoding()) {
          case RAW ->
              new PixelSource.Raw(
                  input.height(),
                  input.width(),
                  input.channels(),
                  images.stream().map(ImagesFile.Image::pixels).toArray(byte[][]::new));
          case FILE ->
              new PixelSource.Encoded(
                  images.stream()
                      .map(
                          image ->
                              new EncodedImage(
                                  String.format(
                                      Locale.ROOT, "%s image %d", file.split(), image.image()),
                                  image.content()))
                      .toList());
        };
    return new LabelledImages(
        input.channels(),
        input.height(),
        input.width(),
        images.stream().mapToInt(ImagesFile.Image::label).toArray(),
        source);
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
          String.format(
              Locale.ROOT,
              "%s images are %dx%dx%d, the input is %dx%dx%d: they must be equal",
              split,
              height,
              width,
              channels,
              input.height(),
              input.width(),
              input.channels()));
    }
    if (classes() > names.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s images have labels up to %d, but there are %d class names; name every class",
              split,
              classes() - 1,
              names.size()));
    }
    return new ImagesFile(
        split,
        input,
        names,
        source.encoding(),
        IntStream.range(0, size())
            .mapToObj(i -> new ImagesFile.Image(i, labels[i], source.stored(i)))
            .toList());
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /**
   * An image's pixels, decoded if need be, for what this thread computes.
   *
   * @throws IllegalArgumentException if the image cannot be decoded; names it
   * @throws java.util.concurrent.CancellationException if the thread has been interrupted
   */
  public Raster image(int number) {
    return image(number, Cancellation.ofThisThread());
  }

  /**
   * An image's pixels, decoded if need be.
   *
   * @param cancellation of what it is decoded for
   * @throws IllegalArgumentException if the image cannot be decoded; names it
   * @throws java.util.concurrent.CancellationException if the computation is to be given up
   */
  public Raster image(int number, Cancellation cancellation) {
    return source.image(number, cancellation);
  }

  /**
   * An image in the size in which networks take it, with nothing drawn.
   *
   * @param cancellation of what it is decoded for
   * @throws IllegalArgumentException if the image cannot be decoded; names it
   * @throws java.util.concurrent.CancellationException if the computation is to be given up
   */
  public Raster fitted(int number, Cancellation cancellation) {
    return new Fit(height, width, channels, source.encoding()).of(image(number, cancellation));
  }

  /**
   * Decodes every encoded image once, so that a damaged one is found before anything is made of
   * them, and one that asks for more than is there.
   *
   * @throws IllegalArgumentException that names the first few of those that cannot be decoded
   * @throws java.util.concurrent.CancellationException if the thread has been interrupted
   */
  public CheckedImages checkDecodable() {
    if (!(source instanceof PixelSource.Encoded encoded)) {
      return new CheckedImages(this, List.of());
    }
    List<EncodedImage> files = encoded.files();
    Faults faults = new Faults();
    String[] digests = new String[size()];
    ImageLimits limits = ImageLimits.ofThisProcess();
    Cancellation cancellation = Cancellation.ofThisThread();
    IntStream.range(0, size())
        .parallel()
        .peek(i -> cancellation.check())
        .mapToObj(i -> fault(() -> digests[i] = files.get(i).check(limits, cancellation)))
        .flatMap(Optional::stream)
        .forEachOrdered(faults::add);
    faults.check("", "replace these files, or take them off the list");
    return new CheckedImages(this, List.of(digests));
  }

  private static Optional<String> fault(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
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
        source.select(images));
  }

  /** Whether the other has the same images with the same labels in the same order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LabelledImages that
        && channels == that.channels
        && height == that.height
        && width == that.width
        && Arrays.equals(labels, that.labels)
        && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(labels) + source.hashCode();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d images of %dx%dx%d", size(), height, width, channels);
  }
}
