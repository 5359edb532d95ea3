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

  /**
   * The manifest of a finished step, or nothing if it never finished.
   *
   * @throws DamagedStepException if what is there is not the manifest of this step
   */
  Optional<Manifest> find(StepKey key);

  /**
   * Why a finished step's outputs cannot be used, or nothing if they are as they were committed. To
   * be quick, a file's content is read only if the file has changed since its digest was last seen
   * to be right; its size is always looked at.
   */
  Optional<String> damage(Manifest manifest);

  /**
   * A local copy of an artifact's file, read whole and checked by size and sha256. It is lent until
   * {@link #giveBack} or the end of the process.
   *
   * @throws DamagedStepException if the file is missing or damaged
   * @throws StoreException if the artifact's URI is not one of a step's file
   */
  Path fetch(Artifact artifact);

  /**
   * Gives back the files that were lent through this object, which must not be opened again: what a
   * bucket's files take of this machine's disk is free then, as far as the cache does not keep
   * them.
   */
  default void giveBack() {}

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

  /**
   * Every step that has files in the store, finished or not, by type and then by digest; whatever
   * else lies there is passed over.
   */
  List<StepKey> steps();

  /** The size of all files that a step has in the store, 0 if there are none. */
  long bytes(StepKey key);

  /**
   * Takes a step's manifest away, so that nobody finds the step, and gives the choice to remove the
   * step or to put it back. A step that has files but no manifest can be removed too.
   *
   * @return nothing if the step is being built just now; nobody waits for that
   */
  Optional<StepRemoval> beginRemoval(StepKey key);

  /** What lies in the store beside steps and runs. */
  List<Leftover> leftovers();

  /**
   * A folder of this machine for notes that only save work and may be deleted, if the store has
   * one.
   */
  default Optional<Path> notes() {
    return Optional.empty();
  }

  /** The folder of a run, made if it is new. */
  RunFolder run(String run);

  /** The names of all runs in the store, in alphabetical order. */
  List<String> runs();
}
