package org.longtail.runners;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import picocli.CommandLine.Option;

/** Which store a command looks after, and how it tells. */
final class StoreArguments {

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = ".longtail",
      description =
          "The artifact store: a folder, or gs://bucket/prefix. Default: ${DEFAULT-VALUE}.")
  private String store;

  @Option(
      names = "--json",
      description = "Print one JSON object as the last line of standard output.")
  private boolean json;

  boolean json() {
    return json;
  }

  /**
   * Opens the store.
   *
   * @throws IllegalArgumentException if there is none
   */
  ArtifactStore open() {
    StorePlace place = StorePlace.of(store);
    Optional<Path> folder = place.folder();
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "there is no store at %s; name it with --store", folder.get()));
    }
    return ArtifactStores.open(place.uri());
  }
}
