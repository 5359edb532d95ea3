package org.longtail.transforms.scoring;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.longtail.images.Augmentation;
import org.longtail.images.LabelledImages;
import org.longtail.images.PhotometricDistortion;
import org.longtail.learning.ImageBatches;
import org.longtail.schemas.NetworkSpec;

/**
 * One network run once over some of the images.
 *
 * @param space name of the outputs that are wanted
 * @param from first of the images, from 0
 * @param to end of the images, exclusive
 * @param view what is done to each image; null for the images as they are
 */
record NetworkPass(String space, int from, int to, @Nullable View view) implements Serializable {

  /**
   * A random view of each image.
   *
   * @param number from 0; the views of an image differ
   * @param seed the run's seed
   * @param distortion {@code training} for none beside these, or {@code sade}
   */
  record View(
      int number,
      long seed,
      String distortion,
      String crop,
      int cropPadding,
      boolean flip,
      double colourJitter)
      implements Serializable {

    static View of(int number, TtlScoringConfig config) {
      return new View(
          number,
          config.getSeed(),
          config.getAugmentation(),
          config.getCrop(),
          config.getCropPadding(),
          config.getFlip(),
          config.getColourJitter());
    }

    ImageBatches batches(LabelledImages images, NetworkSpec.Input input) {
      ImageBatches batches =
          new ImageBatches(images, input, Augmentation.of(crop, cropPadding, flip, colourJitter));
      return distortion.equals("sade")
          ? batches.distorted(PhotometricDistortion.of(input))
          : batches;
    }
  }

  /** All that decides what comes out, beside the images and the network. */
  Map<String, Object> key() {
    Map<String, Object> key = new TreeMap<>();
    key.put("space", space);
    key.put("from", (long) from);
    key.put("to", (long) to);
    if (view != null) {
      key.put("view", (long) view.number());
      key.put("seed", view.seed());
      key.put("augmentation", view.distortion());
      key.put("crop", view.crop());
      key.put("crop_padding", (long) view.cropPadding());
      key.put("flip", view.flip());
      key.put("colour_jitter", view.colourJitter());
    }
    return key;
  }

  /** Such as {@code view 1 of images 1-2048}, for a person. */
  String text() {
    String images = String.format(Locale.ROOT, "images %d-%d", from + 1, to);
    return view == null
        ? images
        : String.format(Locale.ROOT, "view %d of %s", view.number() + 1, images);
  }
}
