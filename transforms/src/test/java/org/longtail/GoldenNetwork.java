package org.longtail;

import static org.longtail.GoldenNumbers.floats;
import static org.longtail.GoldenNumbers.ints;
import static org.longtail.GoldenNumbers.leaves;
import static org.longtail.GoldenNumbers.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.longtail.learning.ClassImages;
import org.longtail.learning.Network;

/** The network and images of a file of golden numbers. */
final class GoldenNetwork {

  private GoldenNetwork() {}

  /** The section's network: convolution, batch norm, ReLU, mean over positions, linear. */
  static Network of(JsonNode section) {
    Conv2d convolution =
        Conv2d.builder()
            .setKernelShape(new Shape(3, 3))
            .setFilters(2)
            .optPadding(new Shape(1, 1))
            .optBias(false)
            .build();
    BatchNorm norm = BatchNorm.builder().optEpsilon(1e-5f).build();
    Linear linear = Linear.builder().setUnits(3).build();
    SequentialBlock block =
        new SequentialBlock()
            .add(convolution)
            .add(norm)
            .add(Activation.reluBlock())
            .add(Pool.globalAvgPool2dBlock())
            .add(Blocks.batchFlattenBlock())
            .add(linear);
    Map<String, Parameter> names = new LinkedHashMap<>();
    names.put("conv", convolution.getParameters().get("weight"));
    names.put("gamma", norm.getParameters().get("gamma"));
    names.put("beta", norm.getParameters().get("beta"));
    names.put("mean", norm.getParameters().get("runningMean"));
    names.put("var", norm.getParameters().get("runningVar"));
    names.put("fc", linear.getParameters().get("weight"));
    names.put("fc_bias", linear.getParameters().get("bias"));
    Network network = Network.of(block, names, new Shape(1, 1, 5, 5), DataType.FLOAT32);
    network.load(
        List.of(
            tensor("conv", section.get("conv"), 2, 1, 3, 3),
            tensor("gamma", section.at("/bn/gamma"), 2),
            tensor("beta", section.at("/bn/beta"), 2),
            tensor("mean", section.at("/bn/mean"), 2),
            tensor("var", section.at("/bn/var"), 2),
            tensor("fc", section.get("fc"), 3, 2),
            tensor("fc_bias", section.get("fc_bias"), 3)));
    return network;
  }

  /** The images of a class in batches of two, so that gradients are summed over batches. */
  static ClassImages images(Network network, JsonNode section) {
    int[] labels = ints(section.get("labels"));
    return (label, visitor) -> {
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      for (int from = 0; from < members.length; from += 2) {
        int[] which = Arrays.copyOfRange(members, from, Math.min(members.length, from + 2));
        double[] pixels =
            Arrays.stream(which)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(leaves(section.get("x").get(i))))
                .toArray();
        int side = section.get("x").get(0).get(0).size();
        try (NDManager manager = network.newBatch()) {
          NDArray images =
              manager
                  .create(floats(pixels))
                  .reshape(which.length, 1, side, pixels.length / which.length / side);
          visitor.visit(images, Arrays.stream(which).map(i -> labels[i]).toArray());
        }
      }
    };
  }
}
