package org.longtail.schemas.gcs;

import com.google.api.services.storage.model.ComposeRequest;
import com.google.api.services.storage.model.StorageObject;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects of one bucket with their generations, as Google Cloud Storage keeps them. */
final class ObjectShelf {

  private final String bucket;
  private final NavigableMap<String, StoredObject> objects = new TreeMap<>();
  private Clock clock = Clock.systemUTC();
  private long generation = 1_700_000_000_000_000L;

  ObjectShelf(String bucket) {
    this.bucket = bucket;
  }

  String bucket() {
    return bucket;
  }

  synchronized void setClock(Clock clock) {
    this.clock = clock;
  }

  /**
   * An object.
   *
   * @param generation nothing for the one that is there now
   */
  synchronized StoredObject get(String name, Optional<Long> generation) {
    @Nullable StoredObject object = objects.get(name);
    if (object == null || generation.isPresent() && generation.get() != object.generation()) {
      throw ApiFault.noSuchObject(bucket + "/" + name);
    }
    return object;
  }

  /** Checks a precondition on the generation under a name; 0 is that of none. */
  synchronized void require(String name, Optional<Long> generation) {
    @Nullable StoredObject object = objects.get(name);
    if (generation.isPresent() && generation.get() != (object == null ? 0 : object.generation())) {
      throw ApiFault.conditionNotMet();
    }
  }

  synchronized StoredObject put(StorageObject given, byte[] content, Optional<Long> replaced) {
    require(given.getName(), replaced);
    generation++;
    StoredObject object = new StoredObject(given, content, bucket, generation, clock.instant());
    objects.put(object.name(), object);
    return object;
  }

  synchronized void delete(String name, Optional<Long> generation) {
    get(name, Optional.empty());
    require(name, generation);
    objects.remove(name);
  }

  synchronized StoredObject compose(
      String target, ComposeRequest request, Optional<Long> replaced) {
    if (request.getSourceObjects().size() > 32) {
      throw ApiFault.badRequest("The number of source components provided exceeds 32.");
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (ComposeRequest.SourceObjects source : request.getSourceObjects()) {
      joined.writeBytes(
          get(source.getName(), Optional.ofNullable(source.getGeneration())).content());
    }
    return put(request.getDestination().clone().setName(target), joined.toByteArray(), replaced);
  }

  synchronized StoredObject copy(
      String source, Optional<Long> sourceGeneration, String target, Optional<Long> replaced) {
    StoredObject object = get(source, Optional.empty());
    require(source, sourceGeneration);
    return put(object.resource().clone().setName(target), object.content(), replaced);
  }

  /** The objects whose names begin like this, from a name on, by name. */
  synchronized List<StoredObject> list(String prefix, String from) {
    Map<String, StoredObject> rest =
        objects.tailMap(from.compareTo(prefix) > 0 ? from : prefix, true);
    return rest.values().stream().takeWhile(object -> object.name().startsWith(prefix)).toList();
  }
}
