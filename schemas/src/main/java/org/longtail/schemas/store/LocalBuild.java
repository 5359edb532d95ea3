package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * A build in a step's folder. Builders of one key take turns: between processes by a lock on a
 * file, which the operating system gives back when a process dies, and between threads of this
 * process by a semaphore, since such locks belong to a whole process.
 */
final class LocalBuild implements StepBuild {

  private static final ConcurrentMap<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

  private final Path folder;
  private final Path scratch;
  private final Semaphore turn;
  private final FileChannel channel;
  private final FileLock lock;

  private LocalBuild(
      Path folder, Path scratch, Semaphore turn, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.scratch = scratch;
    this.turn = turn;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Waits for the turn to build.
   *
   * @param folder where the step's files are published
   * @param scratch the build's own folder, on the same file system; the lock's file is beside it
   */
  static LocalBuild begin(Path folder, Path scratch) {
    Path lockFile = scratch.resolveSibling(scratch.getFileName() + ".lock");
    Semaphore turn = TURNS.computeIfAbsent(folder, any -> new Semaphore(1));
    turn.acquireUninterruptibly();
    boolean begun = false;
    try {
      Files.createDirectories(lockFile.getParent());
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      LocalBuild build = new LocalBuild(folder, scratch, turn, channel, channel.lock());
      deleteTree(build.scratch); // left behind by a build whose process died
      Files.createDirectories(build.scratch);
      begun = true;
      return build;
    } catch (IOException e) {
      throw new StoreException("cannot write to %s: %s".formatted(folder, e), e);
    } finally {
      if (!begun) {
        turn.release();
      }
    }
  }

  @Override
  public Path file(String name) {
    return scratch.resolve(name);
  }

  @Override
  public Manifest commit(List<Draft> drafts, Provenance provenance) {
    if (Files.exists(folder.resolve(LocalStore.MANIFEST))) { // before its files are written over
      throw committedAlready();
    }
    try {
      Files.createDirectories(folder);
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
        Files.move(built, folder.resolve(draft.file()), StandardCopyOption.ATOMIC_MOVE);
      }
      Manifest manifest = provenance.of(outputs);
      publish(manifest);
      return manifest;
    } catch (IOException e) {
      throw new StoreException("cannot commit %s: %s".formatted(folder, e), e);
    }
  }

  /** A hard link is made only where none is: create-if-absent with the whole content at once. */
  private void publish(Manifest manifest) throws IOException {
    Path draft = file(LocalStore.MANIFEST);
    Files.writeString(draft, Json.pretty(manifest));
    force(draft);
    try {
      Files.createLink(folder.resolve(LocalStore.MANIFEST), draft);
    } catch (FileAlreadyExistsException e) {
      throw committedAlready();
    }
  }

  private StoreException committedAlready() {
    return new StoreException(
        "%s is committed already; a build must look for the manifest first".formatted(folder));
  }

  private static void force(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return; // closed already: the turn may be another builder's by now
    }
    try (channel) {
      deleteTree(scratch);
      lock.release();
    } catch (IOException e) {
      throw new StoreException("cannot clean up %s: %s".formatted(scratch, e), e);
    } finally {
      turn.release();
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
