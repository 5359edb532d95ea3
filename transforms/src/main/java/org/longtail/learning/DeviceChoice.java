package org.longtail.learning;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where networks are to live. */
public enum DeviceChoice {
  /** On a GPU if the process sees one, on the processor otherwise. */
  AUTO,
  /** On the processor. */
  CPU,
  /** On a GPU, or nowhere. */
  GPU;

  /**
   * The choice of this name, such as {@code auto}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DeviceChoice of(String name) {
    return Arrays.stream(values())
        .filter(choice -> choice.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "device '%s': must be one of %s",
                        name,
                        Arrays.stream(values())
                            .map(DeviceChoice::id)
                            .collect(Collectors.joining(", ")))));
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
