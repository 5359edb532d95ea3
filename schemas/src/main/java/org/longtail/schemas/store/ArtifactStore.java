package org.longtail.schemas.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunFolder;

/**
 * Where finished steps are kept. Readers take no lock: a step is there once its manifest is.
 *
 * <p>Every method throws {@link StoreException} when the store cannot be reached.
 */
public interface ArtifactStore {

  /** The store's root as the user gave it. */
  String uri();

  /** The manifest of a finished step, or nothing if it never finished. */
  Optional<Manifest> find(StepKey key);

  /**
   * Why a finished step's outputs cannot be used, or nothing if every file is there with the size
   * and digest of the manifest.
   */
  Optional<String> damage(Manifest manifest);

  /**
   * A local copy of an artifact's file, checked by size and sha256.
   *
   * @throws StoreException if the file is missing or damaged
   */
  Path fetch(Artifact artifact);

  /**
   * Starts the one build of a step that may run at a time; waits while another process or thread
   * builds the same key. Look for the manifest again after this returns.
   */
  StepBuild build(StepKey key);

  /**
   * Sets a damaged step aside, so that it can be built again; nothing is deleted. To be called by
   * the holder of the step's {@link #build}, since another builder may have mended the step
   * already.
   *
   * @return where the damaged files are kept, as a person would look for them
   */
  String quarantine(StepKey key);

  /** Every step that has files in the store, finished or not, by type and then by digest. */
  List<StepKey> steps();

  /**
   * Removes a step and everything that it wrote, the manifest first, so that no reader finds half a
   * step. Waits while the step is being built. A step that is not there is removed already.
   */
  void remove(StepKey key);

  /** The folder of a run, made if it is new. */
  RunFolder run(String run);

  /** The names of all runs in the store, in alphabetical order. */
  List<String> runs();
}
