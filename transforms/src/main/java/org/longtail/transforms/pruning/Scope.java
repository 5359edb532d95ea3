package org.longtail.transforms.pruning;

/** Which positions are ranked against each other. */
public enum Scope {
  /** All decoupled tensors together. */
  GLOBAL,
  /** Each tensor on its own. */
  LAYER
}
