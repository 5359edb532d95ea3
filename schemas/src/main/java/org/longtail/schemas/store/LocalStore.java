package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunFolder;

/** The store on a folder of this machine. */
final class LocalStore implements ArtifactStore {

  static final String MANIFEST = "manifest.json";
  private static final String STEPS = "steps";
  private static final String BUILDING = "building";
  private static final String DAMAGED = "damaged";
  private static final String RUNS = "runs";

  private final String uri;
  private final Path root;
  private final CheckedFiles files;

  LocalStore(String uri, Path root) {
    this.uri = uri;
    this.root = root;
    this.files = new CheckedFiles(root);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public Optional<Manifest> find(StepKey key) {
    Path file = folder(key).resolve(MANIFEST);
    try {
      return Optional.of(Manifest.read(Files.readAllBytes(file), key, file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot read %s: %s", file, e), e);
    }
  }

  @Override
  public Optional<String> damage(Manifest manifest) {
    return files.damage(manifest);
  }

  @Override
  public Path fetch(Artifact artifact) {
    StepFile file = StepFile.of(artifact);
    files
        .damageWhenRead(file)
        .ifPresent(
            damage -> {
              throw new DamagedStepException(file.key(), damage);
            });
    return file.in(root);
  }

  @Override
  public StepBuild build(StepKey key) {
    return LocalBuild.begin(folder(key), scratch(key), files::committed);
  }

  @Override
  public String quarantine(StepKey key) {
    Path aside =
        root.resolve(DAMAGED).resolve(key.type()).resolve(key.digest() + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(aside.getParent());
      Files.move(folder(key), aside, StandardCopyOption.ATOMIC_MOVE);
      files.forget(key);
      return aside.toString();
    } catch (IOException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "cannot set %s aside to %s: %s", folder(key), aside, e), e);
    }
  }

  @Override
  public List<StepKey> steps() {
    return FileTree.folders(root.resolve(STEPS)).stream()
        .flatMap(
            type ->
                FileTree.folders(type).stream()
                    .flatMap(digest -> StepKey.named(name(type), name(digest)).stream()))
        .toList();
  }

  @Override
  public long bytes(StepKey key) {
    return FileTree.bytes(folder(key));
  }

  @Override
  public Optional<StepRemoval> beginRemoval(StepKey key) {
    try {
      Optional<LockFile> turn = LockFile.tryAcquire(LocalBuild.lockFile(scratch(key)));
      return turn.isEmpty()
          ? Optional.empty()
          : Optional.of(
              LocalRemoval.begin(folder(key), scratch(key), turn.get(), () -> files.forget(key)));
    } catch (IOException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "cannot remove %s: %s", folder(key), e), e);
    }
  }

  @Override
  public List<Leftover> leftovers() {
    return Stream.concat(
            leftovers(Leftover.Kind.DAMAGED, root.resolve(DAMAGED), any -> true),
            leftovers(Leftover.Kind.BUILD, root.resolve(BUILDING), LocalLeftover::idle))
        .toList();
  }

  /** Folders of two levels, and the symbolic links among them, none of which is followed. */
  private static Stream<Leftover> leftovers(
      Leftover.Kind kind, Path parent, Predicate<Path> abandoned) {
    if (Files.isSymbolicLink(parent)) {
      return Stream.of(new LocalLeftover(kind, parent));
    }
    List<Path> types = FileTree.folders(parent);
    return Stream.of(
            types.stream().flatMap(type -> FileTree.folders(type).stream()).filter(abandoned),
            types.stream().flatMap(type -> FileTree.links(type).stream()),
            FileTree.links(parent).stream())
        .flatMap(places -> places)
        .map(place -> new LocalLeftover(kind, place));
  }

  /** None while there is no store: a look into it makes none. */
  @Override
  public Optional<Path> notes() {
    return Files.isDirectory(root) ? Optional.of(root.resolve("verified")) : Optional.empty();
  }

  @Override
  public RunFolder run(String run) {
    return new LocalRunFolder(run, root.resolve(RUNS).resolve(run));
  }

  @Override
  public List<String> runs() {
    return FileTree.folders(root.resolve(RUNS)).stream().map(LocalStore::name).toList();
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }

  private Path folder(StepKey key) {
    return root.resolve(key.folder());
  }

  private Path scratch(StepKey key) {
    return root.resolve(BUILDING).resolve(key.type()).resolve(key.digest());
  }
}
