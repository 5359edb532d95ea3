package org.longtail.schemas.store;

/**
 * Something in a store that no step is made of: what was set aside as damaged, or what a build left
 * behind whose process died.
 */
public interface Leftover {

  /** Why it is there. */
  enum Kind {
    /** Set aside by {@link ArtifactStore#quarantine}. */
    DAMAGED,
    /** Of a build that nobody works on. */
    BUILD
  }

  /** Why it is there. */
  Kind kind();

  /** Where it is, as a person would look for it. */
  String place();

  /** The size of its files. */
  long bytes();

  /**
   * Removes it.
   *
   * @return whether it is gone; not so if somebody builds the step again by now
   */
  boolean remove();
}
