package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that a store has lent. What is lent while a build is open is given back when the last
 * open build ends; what is lent otherwise, when the process ends.
 */
final class GcsDesk {

  private final ReadCache cache;
  private @Nullable Path reading;
  private @Nullable Path building;
  private int builds;

  GcsDesk(ReadCache cache) {
    this.cache = cache;
  }

  /** The folder for what is lent now. */
  synchronized Path folder() {
    if (builds > 0) {
      building = building == null ? cache.newFolder() : building;
      return building;
    }
    reading = reading == null ? cache.newFolder() : reading;
    return reading;
  }

  synchronized void buildBegins() {
    builds++;
  }

  synchronized void buildEnds() throws IOException {
    builds--;
    if (builds == 0 && building != null) {
      FileTree.delete(building);
      building = null;
    }
  }
}
