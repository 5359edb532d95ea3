package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunFolder;

/** The store on a folder of this machine. */
final class LocalStore implements ArtifactStore {

  static final String MANIFEST = "manifest.json";
  private static final String RUNS = "runs";

  private final String uri;
  private final Path root;

  LocalStore(String uri, Path root) {
    this.uri = uri;
    this.root = root;
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public Optional<Manifest> find(StepKey key) {
    Path file = folder(key).resolve(MANIFEST);
    try {
      return Optional.of(Json.read(Files.readString(file), Manifest.class, file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public Optional<String> damage(Manifest manifest) {
    return manifest.outputs().stream()
        .map(output -> manifest.artifact(output, Artifact.DEFAULT_VARIANT))
        .flatMap(artifact -> damage(artifact).stream())
        .findFirst();
  }

  private Optional<String> damage(Artifact artifact) {
    Path file = root.resolve(artifact.uri());
    try {
      long bytes = Files.size(file);
      if (bytes != artifact.bytes()) {
        return Optional.of(
            "%s is damaged: %d bytes, %d expected".formatted(file, bytes, artifact.bytes()));
      }
      String sha256 = Sha256.of(file);
      return sha256.equals(artifact.sha256())
          ? Optional.empty()
          : Optional.of(
              "%s is damaged: sha256 %s, %s expected".formatted(file, sha256, artifact.sha256()));
    } catch (NoSuchFileException e) {
      return Optional.of("%s is missing".formatted(file));
    } catch (IOException e) {
      throw new StoreException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public Path fetch(Artifact artifact) {
    damage(artifact)
        .ifPresent(
            reason -> {
              throw new StoreException(reason + "; run again and the step is computed anew");
            });
    return root.resolve(artifact.uri());
  }

  @Override
  public StepBuild build(StepKey key) {
    return LocalBuild.begin(
        folder(key), root.resolve("building").resolve(key.type()).resolve(key.digest()));
  }

  @Override
  public String quarantine(StepKey key) {
    Path aside =
        root.resolve("damaged").resolve(key.type()).resolve(key.digest() + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(aside.getParent());
      Files.move(folder(key), aside, StandardCopyOption.ATOMIC_MOVE);
      return aside.toString();
    } catch (IOException e) {
      throw new StoreException(
          "cannot set %s aside to %s: %s".formatted(folder(key), aside, e.getMessage()), e);
    }
  }

  @Override
  public List<StepKey> steps() {
    return folders(root.resolve("steps")).stream()
        .flatMap(
            type ->
                folders(root.resolve("steps").resolve(type)).stream()
                    .map(digest -> new StepKey(type, digest)))
        .toList();
  }

  @Override
  public void remove(StepKey key) {
    try (StepBuild turn = build(key)) {
      Path trash = turn.file("removed");
      Files.move(folder(key), trash, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new StoreException("cannot remove %s: %s".formatted(folder(key), e.getMessage()), e);
    }
  }

  @Override
  public RunFolder run(String run) {
    return new LocalRunFolder(run, root.resolve(RUNS).resolve(run));
  }

  @Override
  public List<String> runs() {
    return folders(root.resolve(RUNS));
  }

  /** The names of the folders in a folder, in alphabetical order. */
  private static List<String> folders(Path parent) {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new StoreException("cannot list %s: %s".formatted(parent, e.getMessage()), e);
    }
  }

  private Path folder(StepKey key) {
    return root.resolve(key.folder());
  }
}
