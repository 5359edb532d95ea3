package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.longtail.schemas.Cancellation;

/**
 * A turn that one process, and one part of it, has at a time: between processes by a lock on a
 * file, which the operating system gives back when a process dies, and within this process by a
 * semaphore, since such locks belong to a whole process. The file stays; it is empty.
 */
public final class LockFile implements AutoCloseable {

  private static final ConcurrentMap<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

  private final Semaphore turn;
  private final FileChannel channel;

  private LockFile(Semaphore turn, FileChannel channel) {
    this.turn = turn;
    this.channel = channel;
  }

  /** How a channel's lock is taken; null if another process has it and nobody waits. */
  @FunctionalInterface
  private interface Locking {
    @Nullable FileLock lock(FileChannel channel) throws IOException;
  }

  /**
   * Waits for the turn.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits
   */
  public static LockFile acquire(Path file) throws IOException {
    Semaphore turn = turn(file);
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      throw Cancellation.during("waiting for " + file, e);
    }
    try {
      return locked(file, turn, FileChannel::lock).orElseThrow();
    } catch (FileLockInterruptionException | ClosedByInterruptException e) {
      Cancellation.ofThisThread().check();
      throw e;
    }
  }

  /** Takes the turn if nobody has it. */
  public static Optional<LockFile> tryAcquire(Path file) throws IOException {
    Semaphore turn = turn(file);
    return turn.tryAcquire() ? locked(file, turn, FileChannel::tryLock) : Optional.empty();
  }

  private static Semaphore turn(Path file) {
    return TURNS.computeIfAbsent(file, any -> new Semaphore(1));
  }

  /** To be called by the holder of the semaphore alone: closing any channel ends all locks. */
  private static Optional<LockFile> locked(Path file, Semaphore turn, Locking locking)
      throws IOException {
    boolean locked = false;
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        locked = locking.lock(channel) != null;
      } finally {
        if (!locked) {
          channel.close();
        }
      }
      return locked ? Optional.of(new LockFile(turn, channel)) : Optional.empty();
    } finally {
      if (!locked) {
        turn.release();
      }
    }
  }

  /** Whether the turn is over. */
  boolean closed() {
    return !channel.isOpen();
  }

  /** Ends the turn; the second time nothing happens. */
  @Override
  public void close() throws IOException {
    if (closed()) {
      return;
    }
    try {
      channel.close();
    } finally {
      turn.release();
    }
  }
}
