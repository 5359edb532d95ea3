package org.longtail.images;

/**
 * Changes brightness, contrast and saturation, in a random order and each by a random factor:
 * torchvision's ColorJitter, as networks for long-tailed data are trained.
 *
 * @param strength how far a factor may be from 1, in 0..1
 * @param colours of images with 1 or 3 channels
 */
record ColourJitter(double strength, ColourOperations colours) implements Distortion {

  private static final int OPERATIONS = 3;

  @Override
  public byte[] distort(byte[] pixels, Draws draws) {
    byte[] jittered = pixels.clone();
    for (int operation : draws.shuffled(OPERATIONS)) {
      double factor = 1 + strength * (2 * draws.uniform() - 1);
      switch (operation) {
        case 0 -> colours.brighten(jittered, factor);
        case 1 -> colours.contrast(jittered, factor);
        default -> colours.saturate(jittered, factor);
      }
    }
    return jittered;
  }
}
