package org.longtail.schemas.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.longtail.schemas.Artifact;

/**
 * A file of a finished step as it must be.
 *
 * @param key the step
 * @param name of the file within the step's folder
 * @param sha256 digest of its content
 * @param bytes its size
 */
record StepFile(StepKey key, String name, String sha256, long bytes) {

  private static final Pattern URI = Pattern.compile("steps/([^/]+)/([^/]+)/([^/]+)");

  static StepFile of(Manifest manifest, Manifest.Output output) {
    return new StepFile(manifest.stepKey(), output.file(), output.sha256(), output.bytes());
  }

  /**
   * The file that an artifact stands for.
   *
   * @throws StoreException if its URI is not one of a step's file
   */
  static StepFile of(Artifact artifact) {
    Place place = at(artifact.uri());
    return new StepFile(place.key(), place.name(), artifact.sha256(), artifact.bytes());
  }

  /**
   * Where a file of a step is.
   *
   * @param key the step
   * @param name of the file within the step's folder
   */
  record Place(StepKey key, String name) {}

  /**
   * The place that a URI names.
   *
   * @throws StoreException if it is not one of a step's file
   */
  static Place at(String text) {
    Matcher uri = URI.matcher(text);
    Optional<StepKey> key =
        uri.matches() && Manifest.isFileName(uri.group(3))
            ? StepKey.named(uri.group(1), uri.group(2))
            : Optional.empty();
    return key.map(step -> new Place(step, uri.group(3)))
        .orElseThrow(
            () ->
                new StoreException(
                    String.format(
                        Locale.ROOT,
                        "artifact '%s' is no file of a step; its URI must be steps/<type>/<key>/<file>",
                        text)));
  }

  /** Where the file is. */
  Path in(Path root) {
    return root.resolve(key.folder()).resolve(name);
  }
}
