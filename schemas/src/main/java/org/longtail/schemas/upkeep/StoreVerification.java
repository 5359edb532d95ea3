package org.longtail.schemas.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.arrow.ArrowFiles;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.DamagedStepException;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StoreException;

/**
 * Reads a store whole: every manifest, whether it is that of its step's key, and every file by
 * size, sha256 and, where it is an Arrow file, as such. A step that is removed or set aside
 * meanwhile is passed over.
 */
public final class StoreVerification {

  private static final String ARROW = ".arrow";

  private final ArtifactStore store;
  private final Progress progress;
  private final List<String> damage = new ArrayList<>();
  private final List<String> unfinished = new ArrayList<>();
  private int steps;
  private long files;
  private long bytes;

  private StoreVerification(ArtifactStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /** Told how far the verification is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Some more is read.
     *
     * @param done bytes read so far
     * @param total bytes of the store's steps
     */
    void read(long done, long total);
  }

  /**
   * What was found.
   *
   * @param steps number of finished steps
   * @param files number of their files
   * @param bytes size of these
   * @param damage what is wrong, a line a file
   * @param unfinished folders of steps without a manifest: of builds that go on, or that died
   */
  public record Report(
      int steps, long files, long bytes, List<String> damage, List<String> unfinished) {
    public Report {
      damage = List.copyOf(damage);
      unfinished = List.copyOf(unfinished);
    }
  }

  /** Reads a store whole. */
  public static Report verify(ArtifactStore store, Progress progress) {
    StoreVerification verification = new StoreVerification(store, progress);
    verification.readAll();
    return new Report(
        verification.steps,
        verification.files,
        verification.bytes,
        verification.damage,
        verification.unfinished);
  }

  private void readAll() {
    List<StepKey> keys = store.steps();
    long total = keys.stream().mapToLong(store::bytes).sum();
    long done = 0;
    for (StepKey key : keys) {
      progress.read(done, total);
      done += store.bytes(key);
      read(key);
      store.giveBack(); // or a bucket would be on this machine's disk in the end
    }
    progress.read(total, total);
  }

  private void read(StepKey key) {
    try {
      Optional<Manifest> manifest = store.find(key);
      if (manifest.isPresent()) {
        steps++;
        checkKey(manifest.get());
        manifest.get().outputs().forEach(output -> read(manifest.get(), output));
      } else if (store.bytes(key) > 0) {
        unfinished.add(key.folder());
      }
    } catch (DamagedStepException e) {
      damage.add(String.valueOf(e.getMessage()));
    }
  }

  /** A manifest whose configuration or inputs were changed is not that of its step any more. */
  private void checkKey(Manifest manifest) {
    StepKey computed =
        StepKey.of(manifest.type(), manifest.version(), manifest.config(), manifest.inputs());
    if (!computed.equals(manifest.stepKey())) {
      damage.add(
          String.format(
              Locale.ROOT,
              "%s/%s/manifest.json is damaged: what it says of the step has the key %s",
              store.uri(),
              manifest.stepKey().folder(),
              computed.digest()));
    }
  }

  private void read(Manifest manifest, Manifest.Output output) {
    Artifact artifact = manifest.artifact(output, Artifact.DEFAULT_VARIANT);
    files++;
    bytes += output.bytes();
    try {
      Path file = store.fetch(artifact);
      if (output.file().endsWith(ARROW)) {
        ArrowFiles.check(file, artifact.kind());
      }
    } catch (StoreException | IOException e) {
      if (isThere(manifest)) {
        damage.add(e instanceof IOException ? e.toString() : String.valueOf(e.getMessage()));
      }
    }
  }

  /** Whether the step has not been removed, set aside or mended since its manifest was read. */
  private boolean isThere(Manifest manifest) {
    return store.find(manifest.stepKey()).filter(manifest::equals).isPresent();
  }
}
