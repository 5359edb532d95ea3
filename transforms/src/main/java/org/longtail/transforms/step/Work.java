package org.longtail.transforms.step;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a step does.
 *
 * @param <C> the configuration class
 * @param kernel computes the outputs
 * @param sources what it reads beside its inputs
 * @param parts how some of the work is done before, null if it does not fall into parts
 */
public record Work<C>(Kernel<C> kernel, Sources<C> sources, @Nullable Parts<C, ?> parts)
    implements Serializable {

  /** The work of a kernel that reads its inputs alone. */
  public static <C> Work<C> of(Kernel<C> kernel) {
    return new Work<>(kernel, Sources.none(), null);
  }

  /** The same, but it reads files outside the store too. */
  public Work<C> reading(Sources<C> files) {
    return new Work<>(kernel, files, parts);
  }

  /** The same, but the kernel finds the outputs of these parts at hand. */
  public Work<C> after(Parts<C, ?> before) {
    return new Work<>(kernel, sources, before);
  }
}
