package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.longtail.schemas.store.VerifiedFiles.Look;
import org.longtail.schemas.store.VerifiedFiles.Stamp;

/** Whether the files of a local store are as their manifests say. */
final class CheckedFiles {

  private final Path root;
  private final VerifiedFiles verified;

  CheckedFiles(Path root) {
    this.root = root;
    this.verified = new VerifiedFiles(root);
  }

  /** What is wrong with a step's files; only those that have changed are read. */
  Optional<String> damage(Manifest manifest) {
    Map<String, Stamp> stamps = verified.of(manifest.stepKey());
    return manifest.outputs().stream()
        .map(output -> StepFile.of(manifest, output))
        .filter(file -> !unchanged(file, stamps))
        .flatMap(file -> damageWhenRead(file).stream())
        .findFirst();
  }

  private boolean unchanged(StepFile file, Map<String, Stamp> stamps) {
    Stamp stamp = stamps.get(file.name());
    try {
      return stamp != null
          && stamp.look().bytes() == file.bytes()
          && stamp.sha256().equals(file.sha256())
          && stamp.look().equals(Look.at(file.in(root)));
    } catch (IOException e) {
      return false; // whoever reads the file says what is wrong
    }
  }

  /** What is wrong with a file, after reading it whole. */
  Optional<String> damageWhenRead(StepFile file) {
    boolean known = unchanged(file, verified.of(file.key()));
    long clock = known ? 0 : verified.clock(file.key());
    Path path = file.in(root);
    try {
      Look before = Look.at(path);
      if (before.bytes() != file.bytes()) {
        return damaged(file, "is damaged: %d bytes, %d expected", before.bytes(), file.bytes());
      }
      String sha256 = Sha256.of(path);
      if (!sha256.equals(file.sha256())) {
        return damaged(file, "is damaged: sha256 %s, %s expected", sha256, file.sha256());
      }
      if (!known && before.equals(Look.at(path))) {
        verified.enter(file.key(), Map.of(file.name(), new Stamp(sha256, before)), clock);
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return damaged(file, "is missing");
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot read %s: %s", path, e), e);
    }
  }

  private Optional<String> damaged(StepFile file, String what, Object... values) {
    verified.forget(file.key());
    return Optional.of(file.in(root) + " " + String.format(Locale.ROOT, what, values));
  }

  /** Enters the files of a step that was just committed: nobody but its build has written them. */
  void committed(Manifest manifest) {
    StepKey key = manifest.stepKey();
    long clock = verified.clock(key);
    Map<String, Stamp> stamps = new HashMap<>();
    try {
      for (Manifest.Output output : manifest.outputs()) {
        Path path = StepFile.of(manifest, output).in(root);
        stamps.put(output.file(), new Stamp(output.sha256(), Look.at(path)));
      }
    } catch (IOException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "cannot read what was committed of %s: %s", key, e), e);
    }
    verified.enter(key, stamps, clock);
  }

  /** Forgets a step that is not there any more. */
  void forget(StepKey key) {
    verified.forget(key);
  }
}
