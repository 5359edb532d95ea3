package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The objects that a finished step is made of. */
final class GcsSteps {

  static final String MANIFEST = "manifest.json";

  /** The manifest's name while the step is being removed: it is put back if the process dies. */
  private static final String TAKEN = "manifest.json.taken";

  private final GcsBucket bucket;
  private final GcsFiles files;

  GcsSteps(GcsBucket bucket, GcsFiles files) {
    this.bucket = bucket;
    this.files = files;
  }

  static String folder(StepKey key) {
    return key.folder() + "/";
  }

  static String manifest(StepKey key) {
    return folder(key) + MANIFEST;
  }

  static String lease(StepKey key) {
    return "building/" + key.type() + "/" + key.digest() + ".lock";
  }

  Optional<Manifest> find(StepKey key) {
    String place = bucket.uri(manifest(key));
    try {
      return bucket.read(manifest(key)).map(content -> Manifest.read(content, key, place));
    } catch (DamagedStepException e) {
      // It may have been spoiled on its way; that a checksum tells, for one request more.
      return new GcsText(bucket)
          .read(manifest(key))
          .map(content -> Manifest.read(content.getBytes(UTF_8), key, place));
    }
  }

  /** What is wrong with a step's files, as far as the server tells without their being read. */
  Optional<String> damage(Manifest manifest) {
    List<GcsObject> there = bucket.list(folder(manifest.stepKey()));
    return manifest.outputs().stream()
        .map(output -> StepFile.of(manifest, output))
        .flatMap(file -> damage(file, there).stream())
        .findFirst();
  }

  private Optional<String> damage(StepFile file, List<GcsObject> there) {
    return there.stream()
        .filter(object -> object.name().equals(name(file)))
        .findFirst()
        .map(object -> files.damage(file, object))
        .orElseGet(() -> Optional.of("is missing"))
        .map(damage -> bucket.uri(name(file)) + " " + damage);
  }

  /**
   * The object of a step's file.
   *
   * @throws DamagedStepException if it is not there or not what it should be
   */
  GcsObject object(StepFile file) {
    Optional<GcsObject> found = bucket.find(name(file));
    damage(file, found.stream().toList())
        .ifPresent(
            damage -> {
              throw new DamagedStepException(file.key(), damage);
            });
    return found.orElseThrow();
  }

  private static String name(StepFile file) {
    return folder(file.key()) + file.name();
  }

  /** Hides a step's manifest, if it has one. */
  void takeManifest(StepKey key) {
    move(manifest(key), folder(key) + TAKEN);
  }

  /** Puts a manifest back that a removal has hidden; to be called by who has the turn. */
  void putManifestBack(StepKey key) {
    move(folder(key) + TAKEN, manifest(key));
  }

  /** First the copy, then the deletion: whatever happens, one of them is there. */
  private void move(String from, String to) {
    bucket
        .find(from)
        .ifPresent(
            object -> {
              bucket.copy(object, to);
              bucket.delete(object);
            });
  }

  /** Deletes everything of a step, what leads to it first. */
  void delete(StepKey key) {
    delete(folder(key));
  }

  /** Copies everything of a step to another folder, and only then deletes it. */
  void moveTo(String aside, StepKey key) {
    List<GcsObject> objects = bucket.list(folder(key));
    if (objects.isEmpty()) {
      throw new StoreException(
          String.format(
              Locale.ROOT, "cannot set %s aside: there is nothing", bucket.uri(folder(key))));
    }
    for (GcsObject object : objects) {
      bucket.copy(object, aside + object.name().substring(folder(key).length()));
    }
    delete(folder(key));
  }

  /** Deletes the objects whose names begin like this; a manifest among them goes first. */
  void delete(String start) {
    List<GcsObject> objects = bucket.list(start);
    objects.stream().filter(GcsSteps::leads).forEach(bucket::delete);
    objects.stream().filter(object -> !leads(object)).forEach(bucket::delete);
  }

  private static boolean leads(GcsObject object) {
    return object.file().startsWith(MANIFEST);
  }
}
