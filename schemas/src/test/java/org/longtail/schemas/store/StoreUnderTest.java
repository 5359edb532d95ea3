package org.longtail.schemas.store;

import java.util.List;

/** A store that a contract is held against, and what lies in it. */
interface StoreUnderTest {

  StoredStep STEP = StoredStep.named("one");
  StoredStep OTHER = StoredStep.named("other");
  String MANIFEST = STEP.key().folder() + "/manifest.json";

  /** The store of this test. */
  ArtifactStore store();

  /** Opens the store of this test once more, as another process would. */
  ArtifactStore open();

  /** The name of every file in the store, relative to its root. */
  List<String> files();

  /** The content of a file in the store. */
  String content(String file);

  /** Writes over a file, behind the store's back. */
  void overwrite(String file, String content);

  /** Deletes a file, behind the store's back. */
  void delete(String file);
}
