package org.longtail.transforms.step;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How a step's work falls into parts that need nothing of each other. Each part is a step of its
 * own, kept in the store like any other: workers compute them side by side, a step that was
 * interrupted has those that were finished, and steps that share a part share its output.
 *
 * <p>What the parts are depends on the step's configuration and inputs alone, never on how many
 * workers there are, so that their outputs are put together to the same bits everywhere.
 *
 * @param <C> the step's configuration class
 * @param <P> the parts' configuration class
 */
public interface Parts<C, P extends Serializable> extends Serializable {

  /** Name, version and ports of the parts; each gives one artifact. */
  StepType type();

  /** A part's configuration as it enters the part's key. */
  Map<String, Object> key(P config);

  /** The parts, in the order in which the step wants their outputs; none if it needs no parts. */
  List<Part<P>> of(StepInputs<C> step) throws IOException;

  /** Computes a part. */
  void compute(StepContext<P> part) throws IOException;
}
