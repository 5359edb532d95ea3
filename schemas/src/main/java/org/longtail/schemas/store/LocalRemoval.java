package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The removal of a step from a folder: its manifest has another name meanwhile, in the same folder,
 * so that it is put back even if this process dies.
 */
final class LocalRemoval implements StepRemoval {

  private static final String TAKEN = "manifest.json.taken";

  private final Path folder;
  private final Path trash;
  private final LockFile turn;
  private final Runnable forget;

  private LocalRemoval(Path folder, Path trash, LockFile turn, Runnable forget) {
    this.folder = folder;
    this.trash = trash;
    this.turn = turn;
    this.forget = forget;
  }

  /**
   * Takes the manifest away.
   *
   * @param folder of the step
   * @param trash where the folder goes before it is deleted, on the same file system
   * @param turn to build the step; ended with the removal
   * @param forget called when the step is gone
   */
  static LocalRemoval begin(Path folder, Path trash, LockFile turn, Runnable forget)
      throws IOException {
    try {
      move(folder.resolve(LocalStore.MANIFEST), folder.resolve(TAKEN));
      return new LocalRemoval(folder, trash, turn, forget);
    } catch (IOException e) {
      turn.close();
      throw e;
    }
  }

  /** Puts the manifest back that a removal took away; to be called by who has the turn. */
  static void putBack(Path folder) throws IOException {
    move(folder.resolve(TAKEN), folder.resolve(LocalStore.MANIFEST));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // a step that was never finished, or one that is not there
    }
  }

  @Override
  public void finish() {
    try {
      FileTree.delete(trash);
      Files.createDirectories(trash.getParent());
      move(folder, trash);
      FileTree.delete(trash);
      forget.run();
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot remove %s: %s", folder, e), e);
    }
  }

  @Override
  public void close() {
    if (turn.closed()) {
      return;
    }
    try (turn) {
      putBack(folder);
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot put %s back: %s", folder, e), e);
    }
  }
}
