package org.longtail.schemas.store;

import java.util.Locale;
import org.longtail.schemas.Artifact;

/** An artifact that is known by the place of its file alone. */
public final class StoredArtifact {

  private StoredArtifact() {}

  /**
   * The artifact whose file is at a place in a store.
   *
   * @param uri {@code steps/<type>/<key>/<file>}
   * @param variant the experiment variant that it is for
   * @throws StoreException if there is no such file of a finished step
   */
  public static Artifact at(String uri, String variant, ArtifactStore store) {
    StepFile.Place file = StepFile.at(uri);
    Manifest manifest =
        store
            .find(file.key())
            .orElseThrow(
                () ->
                    new StoreException(
                        String.format(
                            Locale.ROOT,
                            "artifact '%s': its step is not in %s",
                            uri,
                            store.uri())));
    return manifest.outputs().stream()
        .filter(output -> output.file().equals(file.name()))
        .findFirst()
        .map(output -> manifest.artifact(output, variant))
        .orElseThrow(
            () ->
                new StoreException(
                    String.format(
                        Locale.ROOT,
                        "artifact '%s': its step in %s has no such file",
                        uri,
                        store.uri())));
  }
}
