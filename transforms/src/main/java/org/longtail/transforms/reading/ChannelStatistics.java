package org.longtail.transforms.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.longtail.images.LabelledImages;
import org.longtail.schemas.Cancellation;

/**
 * Mean and standard deviation of each channel over all pixels, on the 0..1 scale.
 *
 * @param mean per channel
 * @param std per channel
 */
record ChannelStatistics(List<Float> mean, List<Float> std) {

  private static final int LEVELS = 256;

  /**
   * Measures images in the size in which networks take them.
   *
   * @throws java.util.concurrent.CancellationException if the thread has been interrupted
   */
  static ChannelStatistics of(LabelledImages images) {
    int channels = images.channels();
    Cancellation cancellation = Cancellation.ofThisThread();
    // Whole numbers add up to the same sum in whatever order the images come.
    long[] counts =
        IntStream.range(0, images.size())
            .parallel()
            .peek(i -> cancellation.check())
            .collect(
                () -> new long[LEVELS * channels],
                (histogram, i) ->
                    count(images.fitted(i, cancellation).values(), channels, histogram),
                ChannelStatistics::add);
    List<Float> mean = new ArrayList<>();
    List<Float> std = new ArrayList<>();
    double pixels = (double) images.size() * images.height() * images.width();
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      double squares = 0;
      for (int value = 0; value < LEVELS; value++) {
        double scaled = value / 255.0;
        long count = counts[value * channels + channel];
        sum += count * scaled;
        squares += count * scaled * scaled;
      }
      double average = sum / pixels;
      mean.add((float) average);
      std.add((float) Math.sqrt(Math.max(0, squares / pixels - average * average)));
    }
    return new ChannelStatistics(mean, std);
  }

  private static void count(byte[] pixels, int channels, long[] histogram) {
    for (int i = 0; i < pixels.length; i++) {
      histogram[Byte.toUnsignedInt(pixels[i]) * channels + i % channels]++;
    }
  }

  private static void add(long[] histogram, long[] other) {
    for (int i = 0; i < histogram.length; i++) {
      histogram[i] += other[i];
    }
  }
}
