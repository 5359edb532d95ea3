package org.longtail.schemas.store;

import org.longtail.schemas.gcs.GcsServer;

/** A well-behaved server for all tests that need no other; it ends with the process. */
final class SharedServer {

  private static final GcsServer SERVER = GcsServer.start();

  private SharedServer() {}

  static GcsServer get() {
    return SERVER;
  }
}
