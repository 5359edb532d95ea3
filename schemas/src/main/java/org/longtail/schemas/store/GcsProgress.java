package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What a build in a bucket keeps of its progress; to be used by who has the turn to build. */
final class GcsProgress {

  private final StepKey key;
  private final String folder;
  private final GcsBucket bucket;
  private final GcsFiles files;

  /** The progress of a step. */
  GcsProgress(StepKey key, GcsBucket bucket, GcsFiles files) {
    this.key = key;
    this.folder = GcsSteps.folder(key) + ProgressName.FOLDER + "/";
    this.bucket = bucket;
    this.files = files;
  }

  /** A file in the bucket. */
  private record Kept(ProgressName name, GcsObject object) {}

  /** Downloads what is kept to a folder of this machine. */
  Optional<Path> newest(Path scratch, Consumer<String> damaged) {
    for (Kept kept : kept()) {
      StepFile file =
          new StepFile(key, kept.name().file(), kept.name().sha256(), kept.object().bytes());
      Optional<String> damage = files.damage(file, kept.object());
      if (damage.isEmpty()) {
        return Optional.of(files.download(kept.object(), kept.name().sha256(), scratch));
      }
      damaged.accept(
          String.format(Locale.ROOT, "%s %s", bucket.uri(kept.object().name()), damage.get()));
    }
    return Optional.empty();
  }

  /** The new object is there before the old ones are gone. */
  void keep(Path file) {
    List<Kept> before = kept();
    int number = before.isEmpty() ? 1 : before.get(0).name().number() + 1;
    try {
      FileDigests digests = FileDigests.of(file);
      ProgressName name = new ProgressName(number, digests.sha256());
      files.upload(file, folder + name.file(), digests, GcsBucket.ABSENT);
    } catch (IOException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "cannot keep progress in %s: %s", bucket.uri(folder), e), e);
    }
    before.forEach(old -> bucket.delete(old.object()));
  }

  private List<Kept> kept() {
    return bucket.list(folder).stream()
        .flatMap(
            object -> ProgressName.of(object.file()).stream().map(name -> new Kept(name, object)))
        .sorted((a, b) -> ProgressName.NEWEST_FIRST.compare(a.name(), b.name()))
        .toList();
  }
}
