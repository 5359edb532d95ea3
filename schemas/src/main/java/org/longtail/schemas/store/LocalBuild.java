package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A build in a step's folder. Builders of one key take turns by a lock beside their files. */
final class LocalBuild implements StepBuild {

  private final Path folder;
  private final Path scratch;
  private final LockFile turn;
  private final Consumer<Manifest> committed;

  private LocalBuild(Path folder, Path scratch, LockFile turn, Consumer<Manifest> committed) {
    this.folder = folder;
    this.scratch = scratch;
    this.turn = turn;
    this.committed = committed;
  }

  /**
   * Waits for the turn to build.
   *
   * @param folder where the step's files are published
   * @param scratch the build's own folder, on the same file system; the lock's file is beside it
   * @param committed told of the manifest once it is published
   */
  static LocalBuild begin(Path folder, Path scratch, Consumer<Manifest> committed) {
    try {
      LockFile turn = LockFile.acquire(lockFile(scratch));
      try {
        FileTree.delete(scratch); // left behind by a build whose process died
        LocalRemoval.putBack(folder); // taken away by a removal whose process died
        Files.createDirectories(scratch);
        return new LocalBuild(folder, scratch, turn, committed);
      } catch (IOException e) {
        turn.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot write to %s: %s", folder, e), e);
    }
  }

  /** The lock's file of a build with this scratch folder. */
  static Path lockFile(Path scratch) {
    return scratch.resolveSibling(scratch.getFileName() + ".lock");
  }

  @Override
  public Path file(String name) {
    return scratch.resolve(name);
  }

  @Override
  public Optional<Path> progress(Consumer<String> damaged) {
    return new LocalProgress(folder).newest(damaged);
  }

  @Override
  public void keepProgress(Path file) {
    new LocalProgress(folder).keep(file);
  }

  /**
   * All that takes space is written before anything is published; what is published after that are
   * names, the manifest's last.
   */
  @Override
  public Manifest commit(List<Draft> drafts, Provenance provenance) {
    checkNotCommitted(); // early: digests take long
    try {
      Manifest manifest = provenance.of(outputs(drafts));
      Path draft = file(LocalStore.MANIFEST);
      Files.writeString(draft, Json.pretty(manifest));
      force(draft);
      publish(manifest, draft);
      committed.accept(manifest);
      return manifest;
    } catch (IOException e) {
      throw new StoreException(
          String.format(
              Locale.ROOT, "cannot commit %s: %s; nothing of the step was stored", folder, e),
          e);
    }
  }

  private List<Manifest.Output> outputs(List<Draft> drafts) throws IOException {
    List<Manifest.Output> outputs = new ArrayList<>();
    for (Draft draft : drafts) {
      Path built = file(draft.file());
      outputs.add(
          new Manifest.Output(
              draft.output(),
              draft.kind().id(),
              draft.file(),
              Sha256.of(built),
              Files.size(built),
              draft.summary()));
      force(built);
    }
    return outputs;
  }

  /** What lies in the folder is of a build that died before it published its manifest. */
  private void publish(Manifest manifest, Path draft) throws IOException {
    checkNotCommitted();
    FileTree.delete(folder);
    Files.createDirectories(folder);
    try {
      for (Manifest.Output output : manifest.outputs()) {
        Files.move(
            file(output.file()), folder.resolve(output.file()), StandardCopyOption.ATOMIC_MOVE);
      }
      forceFolders();
      // A hard link is made only where none is: create-if-absent with the whole content at once.
      Files.createLink(folder.resolve(LocalStore.MANIFEST), draft);
      forceFolders();
    } catch (FileAlreadyExistsException e) {
      throw committedAlready();
    } catch (IOException e) {
      FileTree.delete(folder);
      throw e;
    }
  }

  private void checkNotCommitted() {
    if (Files.exists(folder.resolve(LocalStore.MANIFEST))) {
      throw committedAlready();
    }
  }

  private StoreException committedAlready() {
    return new StoreException(
        String.format(
            Locale.ROOT,
            "%s is committed already; a build must look for the manifest first",
            folder));
  }

  private static void force(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  /** Makes the names of the step's files outlast a crash. */
  private void forceFolders() throws IOException {
    Path steps = Objects.requireNonNull(folder.getParent()).getParent();
    for (Path path = folder; path != null && !path.equals(steps); path = path.getParent()) {
      WholeFile.forceNames(path);
    }
  }

  @Override
  public void close() {
    if (turn.closed()) {
      return; // the turn may be another builder's by now
    }
    try (turn) {
      FileTree.delete(scratch);
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot clean up %s: %s", scratch, e), e);
    }
  }
}
