package org.longtail.transforms.reading;

import java.util.ArrayList;
import java.util.List;
import org.longtail.images.LabelledImages;

/**
 * Mean and standard deviation of each channel over all pixels, on the 0..1 scale.
 *
 * @param mean per channel
 * @param std per channel
 */
record ChannelStatistics(List<Float> mean, List<Float> std) {

  static ChannelStatistics of(LabelledImages images) {
    int channels = images.channels();
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    for (byte[] pixels : images.pixels()) {
      for (int i = 0; i < pixels.length; i++) {
        double value = Byte.toUnsignedInt(pixels[i]) / 255.0;
        sum[i % channels] += value;
        squares[i % channels] += value * value;
      }
    }
    double count = (double) images.size() * images.height() * images.width();
    List<Float> mean = new ArrayList<>();
    List<Float> std = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      double average = sum[channel] / count;
      mean.add((float) average);
      std.add((float) Math.sqrt(Math.max(0, squares[channel] / count - average * average)));
    }
    return new ChannelStatistics(mean, std);
  }
}
