package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.runs.RunHold;
import org.longtail.schemas.runs.RunState;

/** A run's folder on this machine. */
record LocalRunFolder(String run, Path folder) implements RunFolder {

  private static final String EVENTS = "events.jsonl";
  private static final String LOCK = "run.lock";

  @Override
  public void write(String name, String content) {
    write(name, file -> file.write(content.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void write(String name, Path content) {
    write(name, file -> Files.copy(content, file));
  }

  private void write(String name, WholeFile.Writing writing) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      WholeFile.write(file, writing);
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot write %s: %s", file, e), e);
    }
  }

  @Override
  public Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(folder.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "cannot read %s: %s", folder.resolve(name), e), e);
    }
  }

  /** One write of a whole line in append mode, which file systems do not tear apart. */
  @Override
  public void append(RunEvent event) {
    Path file = folder.resolve(EVENTS);
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        ByteBuffer line = ByteBuffer.wrap(Json.line(event).getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) { // a full disk takes a part, and then says so
          channel.write(line);
        }
      }
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot write %s: %s", file, e), e);
    }
  }

  @Override
  public List<RunEvent> events(int from) {
    Path file = folder.resolve(EVENTS);
    try {
      String log = Files.readString(file);
      String whole = log.substring(0, log.lastIndexOf('\n') + 1); // an unended line comes next time
      return whole.lines().skip(from).map(line -> Json.read(line, RunEvent.class, file)).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot read %s: %s", file, e), e);
    }
  }

  @Override
  public Optional<RunHold> hold() {
    try {
      return LockFile.tryAcquire(folder.resolve(LOCK)).map(LocalRunFolder::hold);
    } catch (IOException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "cannot write %s: %s", folder.resolve(LOCK), e), e);
    }
  }

  private static RunHold hold(LockFile lock) {
    return () -> {
      try {
        lock.close();
      } catch (IOException e) {
        throw new StoreException("cannot let go of a run: " + e, e);
      }
    };
  }

  /** Runs of earlier versions have no lock: of these only their records tell. */
  @Override
  public boolean goesOn() {
    Path lock = folder.resolve(LOCK);
    if (!Files.exists(lock)) {
      return Files.exists(folder) && RunState.of(this).mayGoOn();
    }
    try {
      Optional<LockFile> free = LockFile.tryAcquire(lock);
      if (free.isPresent()) {
        free.get().close();
      }
      return free.isEmpty();
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot look at %s: %s", lock, e), e);
    }
  }

  @Override
  public long bytes() {
    return FileTree.bytes(folder);
  }

  /** The record goes first, so that nobody takes half a run for a whole one. */
  @Override
  public boolean remove() {
    Path lock = folder.resolve(LOCK);
    if (goesOn()) {
      return false;
    }
    try {
      Optional<LockFile> held = LockFile.tryAcquire(lock);
      if (held.isEmpty()) {
        return false;
      }
      try (LockFile turn = held.get()) {
        Files.deleteIfExists(folder.resolve(RunState.FILE));
        FileTree.delete(folder);
      }
      return true;
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot remove %s: %s", folder, e), e);
    }
  }
}
