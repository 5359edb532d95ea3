package org.longtail.schemas.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of this process, given back when it ends, so that nobody waits until they expire. A
 * build that still goes on then finds its lease gone before it commits.
 */
final class OpenLeases {

  private static final Logger LOG = LoggerFactory.getLogger(OpenLeases.class);
  private static final Set<GcsLease> LEASES = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(ExitHook.of("longtail-leases", OpenLeases::closeAll));
  }

  private OpenLeases() {}

  static void add(GcsLease lease) {
    LEASES.add(lease);
  }

  static void remove(GcsLease lease) {
    LEASES.remove(lease);
  }

  private static void closeAll() {
    for (GcsLease lease : Set.copyOf(LEASES)) {
      try {
        lease.close();
      } catch (StoreException e) {
        LOG.debug("a lease is left to expire", e);
      }
    }
  }
}
