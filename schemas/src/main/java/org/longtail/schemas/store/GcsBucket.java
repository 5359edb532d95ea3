package org.longtail.schemas.store;

import static com.google.cloud.storage.Storage.BlobListOption.currentDirectory;
import static com.google.cloud.storage.Storage.BlobListOption.pageSize;
import static com.google.cloud.storage.Storage.BlobListOption.prefix;
import static com.google.cloud.storage.Storage.BlobListOption.startOffset;

import com.google.api.gax.paging.Page;
import com.google.cloud.ReadChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.ComposeRequest;
import com.google.cloud.storage.Storage.CopyRequest;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The objects of a store, by their names below its prefix. Every write says which generation it
 * replaces, so that the client may try it again, and nobody writes over what he has not seen.
 *
 * <p>Every method throws {@link StoreException} when the bucket cannot be reached.
 */
final class GcsBucket {

  /** The generation of an object that is not there. */
  static final long ABSENT = 0;

  /** Most sources that the server composes at once. */
  static final int MOST_SOURCES = 32;

  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=utf-8";
  private static final String WRITE = "longtail-write";

  private final Storage patient;
  private final Storage impatient;
  private final GcsPlace place;
  private final GcsFaults faults;
  private volatile boolean reached;
  private volatile boolean lost;

  GcsBucket(Storage storage, GcsPlace place) {
    this.patient = storage;
    this.impatient = GcsClient.impatient(storage.getOptions()).getService();
    this.place = place;
    this.faults = new GcsFaults(place);
  }

  /** An object as a person names it. */
  String uri(String name) {
    return place.uri(name);
  }

  /** What a failed request means. */
  StoreException fault(String doing, String name, Exception thrown) {
    lost = GcsFaults.unreachable(GcsFaults.storage(thrown));
    return faults.of(String.format(Locale.ROOT, "cannot %s %s", doing, uri(name)), thrown);
  }

  /**
   * The client. It tries for minutes to reach a bucket; but once that was in vain each request is
   * tried once, until one succeeds: what a run does at its end would add up to many times that.
   */
  Storage storage() {
    return lost ? impatient : patient;
  }

  private <T> T answered(T answer) {
    lost = false;
    return answer;
  }

  BlobId id(String name) {
    return BlobId.of(place.bucket(), place.prefix() + name);
  }

  /** An object as it is now, or nothing if it is not there. */
  Optional<GcsObject> find(String name) {
    Optional<GcsObject> found =
        asking("read", name, () -> Optional.ofNullable(storage().get(id(name))).map(this::object));
    return found.isPresent() ? found : missing(name);
  }

  /** The content of a small object, or nothing if it is not there. */
  Optional<byte[]> read(String name) {
    try {
      return Optional.of(answered(storage().readAllBytes(id(name))));
    } catch (StorageException e) {
      if (e.getCode() == GcsFaults.NOT_FOUND) {
        return missing(name);
      }
      throw fault("read", name, e);
    }
  }

  /**
   * The content of an object at its generation from a byte on, or nothing if that generation is not
   * there any more.
   */
  Optional<byte[]> read(GcsObject object, long from) {
    BlobId id = id(object.name());
    try (ReadChannel content =
        storage().reader(BlobId.of(id.getBucket(), id.getName(), object.generation()))) {
      content.seek(from);
      return Optional.of(answered(Channels.newInputStream(content).readAllBytes()));
    } catch (IOException | StorageException e) {
      if (GcsFaults.storage(e).getCode() == GcsFaults.NOT_FOUND) {
        return Optional.empty();
      }
      throw fault("read", object.name(), e);
    }
  }

  /** The server says the same of an object that is not there and of one in no bucket. */
  private <T> Optional<T> missing(String name) {
    if (!reached) {
      asking(
          "read", name, () -> storage().list(place.bucket(), prefix(place.prefix()), pageSize(1)));
      reached = true;
    }
    return Optional.empty();
  }

  /** The objects whose names begin like this, by name. */
  List<GcsObject> list(String start) {
    return listFrom(start, start);
  }

  /** The objects whose names begin like this and do not come before another name, by name. */
  List<GcsObject> listFrom(String start, String first) {
    return asking(
        "list",
        start,
        () ->
            objects(
                    storage()
                        .list(
                            place.bucket(),
                            prefix(place.prefix() + start),
                            startOffset(place.prefix() + first)))
                .map(this::object)
                .toList());
  }

  /** The names of what looks like folders below a name with a slash at its end, by name. */
  List<String> folders(String parent) {
    String start = place.prefix() + parent;
    return asking(
        "list",
        parent,
        () ->
            objects(storage().list(place.bucket(), prefix(start), currentDirectory()))
                .filter(Blob::isDirectory)
                .map(blob -> blob.getName().substring(start.length(), blob.getName().length() - 1))
                .toList());
  }

  private static Stream<Blob> objects(Page<Blob> page) {
    return StreamSupport.stream(page.iterateAll().spliterator(), false);
  }

  /**
   * Writes a small object.
   *
   * @param replaced the generation that the write may replace, or {@link #ABSENT}
   * @return the new object, or nothing if another generation was there
   */
  Optional<GcsObject> put(
      String name, byte[] content, String type, Map<String, String> metadata, long replaced) {
    return write(
        name,
        type,
        metadata,
        info -> storage().create(info, content, BlobTargetOption.generationMatch(replaced)));
  }

  /** How the client writes an object. */
  @FunctionalInterface
  interface Writing {
    BlobInfo write(BlobInfo info);
  }

  /**
   * Writes an object with a precondition.
   *
   * @return the new object, or nothing if the precondition does not hold
   */
  Optional<GcsObject> write(
      String name, String type, Map<String, String> metadata, Writing writing) {
    String write = UUID.randomUUID().toString();
    Map<String, String> marked = new HashMap<>(metadata);
    marked.put(WRITE, write);
    BlobInfo info = BlobInfo.newBuilder(id(name)).setContentType(type).setMetadata(marked).build();
    try {
      return Optional.of(answered(object(writing.write(info))));
    } catch (StorageException e) {
      if (e.getCode() != GcsFaults.PRECONDITION_FAILED) {
        throw fault("write", name, e);
      }
      // An earlier try of this write may have come through, and only its answer been lost.
      return find(name).filter(there -> there.said(WRITE).equals(Optional.of(write)));
    }
  }

  /**
   * Joins objects into one.
   *
   * @param replaced the generation of the target that may be replaced, or {@link #ABSENT}
   * @return the joined object, or nothing if any of them has changed
   */
  Optional<GcsObject> compose(
      List<GcsObject> sources, String target, Map<String, String> metadata, long replaced) {
    return write(
        target,
        TEXT,
        metadata,
        info -> {
          ComposeRequest.Builder request =
              ComposeRequest.newBuilder()
                  .setTarget(info)
                  .setTargetOptions(BlobTargetOption.generationMatch(replaced));
          sources.forEach(
              source -> request.addSource(id(source.name()).getName(), source.generation()));
          try {
            return storage().compose(request.build());
          } catch (StorageException e) {
            if (e.getCode() == GcsFaults.NOT_FOUND && missing(target).isEmpty()) {
              throw new StorageException(GcsFaults.PRECONDITION_FAILED, "a source is gone", e);
            }
            throw e;
          }
        });
  }

  /** Copies an object to a name where none is; one that is there already is left as it is. */
  void copy(GcsObject source, String target) {
    CopyRequest request =
        CopyRequest.newBuilder()
            .setSource(id(source.name()))
            .setSourceOptions(BlobSourceOption.generationMatch(source.generation()))
            .setTarget(id(target), BlobTargetOption.doesNotExist())
            .build();
    try {
      storage().copy(request).getResult();
    } catch (StorageException e) {
      if (e.getCode() != GcsFaults.PRECONDITION_FAILED || find(target).isEmpty()) {
        throw fault("copy to " + uri(target) + " from", source.name(), e);
      }
    }
  }

  /**
   * Deletes an object.
   *
   * @return whether it is gone; not so if something else is under its name by now
   */
  boolean delete(GcsObject object) {
    try {
      storage().delete(id(object.name()), BlobSourceOption.generationMatch(object.generation()));
      return true;
    } catch (StorageException e) {
      if (e.getCode() == GcsFaults.PRECONDITION_FAILED) {
        return find(object.name()).isEmpty();
      }
      throw fault("delete", object.name(), e);
    }
  }

  private GcsObject object(BlobInfo blob) {
    return GcsObject.of(blob, place.prefix());
  }

  private <T> T asking(String doing, String name, Supplier<T> request) {
    try {
      return answered(request.get());
    } catch (StorageException e) {
      throw fault(doing, name, e);
    }
  }
}
