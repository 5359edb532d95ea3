package org.longtail.transforms.step;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;

/**
 * The files outside the store that a step reads. Their digests enter the step key as inputs.
 *
 * @param <C> the configuration class
 */
@FunctionalInterface
public interface Sources<C> extends Serializable {

  /** The files by input name. */
  Map<String, Path> of(C config) throws IOException;

  /** A step that reads from the store alone. */
  static <C> Sources<C> none() {
    return config -> Map.of();
  }
}
