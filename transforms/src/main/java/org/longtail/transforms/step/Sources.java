package org.longtail.transforms.step;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import org.longtail.schemas.store.Sha256;

/**
 * The files outside the store that a step reads. Their digests enter the step key as inputs.
 *
 * @param <C> the configuration class
 */
@FunctionalInterface
public interface Sources<C> extends Serializable {

  /** What is read by input name. */
  Map<String, Source> of(C config) throws IOException;

  /** A file, or several that are one input. */
  @FunctionalInterface
  interface Source {

    /** Digest of the content. */
    String digest() throws IOException;

    /** A single file. */
    static Source file(Path file) {
      return () -> Sha256.of(file);
    }
  }

  /** A step that reads from the store alone. */
  static <C> Sources<C> none() {
    return config -> Map.of();
  }
}
