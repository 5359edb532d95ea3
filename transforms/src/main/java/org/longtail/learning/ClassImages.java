package org.longtail.learning;

import ai.djl.ndarray.NDArray;

/** The images of one class, batch by batch. */
@FunctionalInterface
public interface ClassImages {

  /** Hands over every batch of a class; arrays are the visitor's only until it returns. */
  void forEach(int label, Visitor visitor);

  /** Takes one batch of images of one class. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Takes a batch.
     *
     * @param images {@code [batch, channels, height, width]}
     * @param labels {@code [batch]}
     */
    void visit(NDArray images, int[] labels);
  }
}
