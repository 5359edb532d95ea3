package org.longtail.learning;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.longtail.images.Augmentation;
import org.longtail.images.BandedImages;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;

/** ResNets for {@link BandedImages} that are as small as the architecture allows. */
final class TinyNetworks {

  static final NetworkSpec.Input INPUT =
      new NetworkSpec.Input(
          1, BandedImages.SIDE, BandedImages.SIDE, List.of(0.35f), List.of(0.25f));
  static final NetworkSpec SPEC = new NetworkSpec("cifar_resnet", 8, 2, 4, INPUT);

  private TinyNetworks() {}

  static Network initialised(long seed) {
    return with(SPEC, Architectures.initialise(SPEC, seed));
  }

  static Network with(NetworkSpec spec, List<Tensor> tensors) {
    return Architectures.load(new WeightsFile(spec, Provenance.of(1, "many"), tensors));
  }

  static ImageBatches batches(Augmentation augmentation) {
    return new ImageBatches(BandedImages.train(), INPUT, augmentation);
  }

  /** The bits of every tensor, so that -0 differs from 0. */
  static Map<String, List<Integer>> bits(Network network) {
    return network.tensors().stream().collect(Collectors.toMap(Tensor::name, TinyNetworks::bits));
  }

  static List<Integer> bits(Tensor tensor) {
    float[] values = tensor.values();
    return Arrays.stream(indices(values.length))
        .mapToObj(i -> Float.floatToRawIntBits(values[i]))
        .toList();
  }

  static Tensor tensor(Network network, String name) {
    return network.tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int[] indices(int length) {
    int[] indices = new int[length];
    Arrays.setAll(indices, i -> i);
    return indices;
  }
}
