package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that a store has lent, until they are given back or the process ends. */
final class GcsDesk {

  private final ReadCache cache;
  private @Nullable Path lent;

  GcsDesk(ReadCache cache) {
    this.cache = cache;
  }

  /** The folder for what is lent now. */
  synchronized Path folder() {
    lent = lent == null ? cache.newFolder() : lent;
    return lent;
  }

  synchronized void giveBack() throws IOException {
    if (lent != null) {
      FileTree.delete(lent);
      lent = null;
    }
  }
}
