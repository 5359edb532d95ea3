package org.longtail.transforms.step;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
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

    /**
     * The files that the content is read from: as long as they look the same, they are not read
     * again. None, and they are read each time.
     */
    default List<Path> files() {
      return List.of();
    }

    /** A single file. */
    static Source file(Path file) {
      return files(List.of(file), () -> Sha256.of(file));
    }

    /** Several files, and what their digest is. */
    static Source files(List<Path> files, Source content) {
      return new Source() {
        @Override
        public String digest() throws IOException {
          return content.digest();
        }

        @Override
        public List<Path> files() {
          return files;
        }
      };
    }
  }

  /** A step that reads from the store alone. */
  static <C> Sources<C> none() {
    return config -> Map.of();
  }
}
