package org.longtail.transforms.step;

import java.io.IOException;
import java.io.Serializable;

/**
 * What a step computes: a pure function from its configuration and input files to output files.
 *
 * @param <C> the configuration class
 */
@FunctionalInterface
public interface Kernel<C> extends Serializable {
  void compute(StepContext<C> context) throws IOException;
}
