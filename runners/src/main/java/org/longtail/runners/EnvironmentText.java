package org.longtail.runners;

import java.util.List;
import java.util.stream.Stream;
import org.longtail.schemas.environment.Environment;
import org.longtail.schemas.store.Manifest;

/** What steps were computed on, for a person: a line for each kind of place. */
final class EnvironmentText {

  private EnvironmentText() {}

  /** The lines for some steps; none if their manifests do not say it. */
  static List<String> lines(Stream<Manifest> manifests) {
    return Environment.distinct(
            manifests.map(manifest -> new Environment(manifest.environment())).toList())
        .stream()
        .map(environment -> "Computed on " + environment.text())
        .toList();
  }
}
