package org.longtail.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;

/**
 * A network's architecture and the images that it takes: with the tensors, all that is needed to
 * use a stored sub-model. Kept as JSON in the metadata of weights files.
 *
 * @param name the architecture, such as {@code cifar_resnet}
 * @param depth number of weighted layers, such as 8
 * @param width channels of the first stage
 * @param classes number of classes K
 * @param input the images
 */
public record NetworkSpec(String name, int depth, int width, int classes, Input input) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * The images that a network takes, after scaling pixels to 0..1 and normalising each channel.
   *
   * @param channels number of channels
   * @param height in pixels
   * @param width in pixels
   * @param mean per channel, on the 0..1 scale
   * @param std per channel, on the 0..1 scale, above 0
   */
  public record Input(int channels, int height, int width, List<Float> mean, List<Float> std) {
    public Input {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      if (channels < 1 || height < 1 || width < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "input %dx%dx%d: every size must be at least 1",
                channels,
                height,
                width));
      }
      if (mean.size() != channels || std.size() != channels) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "input with %d channels: mean has %d values and std %d; give one a channel",
                channels,
                mean.size(),
                std.size()));
      }
      if (std.stream().anyMatch(value -> !(value > 0))) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "input: std %s must be above 0", std));
      }
    }
  }

  public NetworkSpec {
    if (depth < 1 || width < 1 || classes < 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "network %s: depth %d and width %d must be at least 1, classes %d at least 2",
              name,
              depth,
              width,
              classes));
    }
  }

  /** This architecture as JSON. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a network specification is plain JSON", e);
    }
  }

  /**
   * The architecture that a weights file describes; properties that later versions added are passed
   * over.
   *
   * @throws IllegalArgumentException if the text is not such a description
   */
  public static NetworkSpec fromJson(String json) {
    try {
      return JSON.readValue(json, NetworkSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a network description: " + json, e);
    }
  }
}
