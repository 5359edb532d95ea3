package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunFolder;

/** The store on a folder of this machine. */
final class LocalStore implements ArtifactStore {

  static final String MANIFEST = "manifest.json";

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
  public Path quarantine(StepKey key) {
    Path aside =
        root.resolve("damaged").resolve(key.type()).resolve(key.digest() + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(aside.getParent());
      Files.move(folder(key), aside, StandardCopyOption.ATOMIC_MOVE);
      return aside;
    } catch (IOException e) {
      throw new StoreException(
          "cannot set %s aside to %s: %s".formatted(folder(key), aside, e.getMessage()), e);
    }
  }

  @Override
  public RunFolder run(String run) {
    return new LocalRunFolder(run, root.resolve("runs").resolve(run));
  }

  private Path folder(StepKey key) {
    return root.resolve(key.folder());
  }
}
