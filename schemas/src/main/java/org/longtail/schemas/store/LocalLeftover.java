package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A folder of a local store that no step is made of.
 *
 * @param kind why it is there
 * @param folder where it is; a build's scratch folder has its lock beside it; or a symbolic link,
 *     which goes itself: what it leads to is none of the store's
 */
record LocalLeftover(Kind kind, Path folder) implements Leftover {

  /** Whether nobody works in a build's scratch folder. */
  static boolean idle(Path scratch) {
    try {
      Optional<LockFile> turn = LockFile.tryAcquire(LocalBuild.lockFile(scratch));
      if (turn.isPresent()) {
        turn.get().close();
      }
      return turn.isPresent();
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot look at %s: %s", scratch, e), e);
    }
  }

  @Override
  public String place() {
    return folder.toString();
  }

  @Override
  public long bytes() {
    return FileTree.bytes(folder);
  }

  @Override
  public boolean remove() {
    try {
      if (kind == Kind.DAMAGED || Files.isSymbolicLink(folder)) {
        FileTree.delete(folder);
        return true;
      }
      Optional<LockFile> turn = LockFile.tryAcquire(LocalBuild.lockFile(folder));
      if (turn.isPresent()) {
        try (LockFile held = turn.get()) {
          FileTree.delete(folder);
        }
      }
      return turn.isPresent();
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot remove %s: %s", folder, e), e);
    }
  }
}
