package org.longtail.transforms.reading;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What fields of a configuration go together. */
final class ReadImagesRules {

  private ReadImagesRules() {}

  /**
   * Checks a complete configuration.
   *
   * @throws IllegalArgumentException if fields do not go together; names them
   */
  static void check(ReadImagesConfig config) {
    checkFormat(config);
    checkLongTail(config);
    checkChannels("mean", config.getMean(), config);
    checkChannels("std", config.getStd(), config);
  }

  private static void checkChannels(
      String field, @Nullable List<Double> values, ReadImagesConfig config) {
    int channels = config.getFormat().equals(DataSet.IDX) ? 1 : 3;
    if (values != null && values.size() != channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field '%s': %s has %d values, but images of format '%s' have %d channels; give one a channel",
              field,
              values,
              values.size(),
              config.getFormat(),
              channels));
    }
  }

  private static void checkFormat(ReadImagesConfig config) {
    Map<String, Object> given = new TreeMap<>();
    put(given, "test_list", config.getTestList());
    put(given, "train_list", config.getTrainList());
    boolean lists = config.getFormat().equals(DataSet.LIST);
    if (lists && given.size() < 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "fields 'train_list' and 'test_list' are required for format '%s'",
              DataSet.LIST));
    }
    put(given, "size", config.getSize());
    if (!lists && !given.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field '%s' is for format '%s', not '%s'; leave it out or change the format",
              given.keySet().iterator().next(),
              DataSet.LIST,
              config.getFormat()));
    }
  }

  private static void put(Map<String, Object> given, String field, @Nullable Object value) {
    if (value != null) {
      given.put(field, value);
    }
  }

  private static void checkLongTail(ReadImagesConfig config) {
    Integer nMax = config.getNMax();
    Double beta = config.getBeta();
    if (nMax != null && beta == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'n_max': %d is given without 'beta', the first class's images over the last's; give both to cut a long tail, or neither",
              nMax));
    }
    if (nMax != null && beta != null && beta > nMax) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'beta': %s must be at most n_max, %d, so that the last class keeps an image",
              beta,
              nMax));
    }
  }
}
