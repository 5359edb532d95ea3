package org.longtail.schemas.store;

import java.util.List;
import java.util.Optional;

/**
 * Objects of a bucket that no step is made of.
 *
 * @param kind why they are there
 * @param name what their names begin with; of a build, the name of its lease
 */
record GcsLeftover(Kind kind, String name, GcsBucket bucket, GcsSettings settings)
    implements Leftover {

  @Override
  public String place() {
    return bucket.uri(name);
  }

  @Override
  public long bytes() {
    return bucket.list(name).stream().mapToLong(GcsObject::bytes).sum();
  }

  @Override
  public boolean remove() {
    if (kind == Kind.DAMAGED) {
      List<GcsObject> objects = bucket.list(name);
      objects.forEach(bucket::delete);
      return true;
    }
    Optional<GcsLease> expired = GcsLease.tryAcquire(bucket, name, settings);
    expired.ifPresent(GcsLease::close); // deletes it
    return expired.isPresent();
  }
}
