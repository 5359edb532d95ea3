package org.longtail.schemas.store;

import java.util.Locale;

/** The removal of a step from a bucket, during the step's lease. */
final class GcsRemoval implements StepRemoval {

  private final StepKey key;
  private final GcsSteps steps;
  private final GcsLease lease;

  private GcsRemoval(StepKey key, GcsSteps steps, GcsLease lease) {
    this.key = key;
    this.steps = steps;
    this.lease = lease;
  }

  /** Takes the manifest away. The lease ends with the removal. */
  static GcsRemoval begin(StepKey key, GcsSteps steps, GcsLease lease) {
    try {
      steps.takeManifest(key);
      return new GcsRemoval(key, steps, lease);
    } catch (StoreException e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public void finish() {
    if (!lease.renew()) {
      throw lease.lost(String.format(Locale.ROOT, "%s is not removed", key));
    }
    steps.delete(key);
  }

  @Override
  public void close() {
    if (lease.closed()) {
      return;
    }
    try (lease) {
      if (lease.renew()) {
        steps.putManifestBack(key);
      }
    }
  }
}
