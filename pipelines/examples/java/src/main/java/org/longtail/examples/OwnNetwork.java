package org.longtail.examples;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.LinkedHashMap;
import java.util.Map;
import org.longtail.images.LabelledImages;
import org.longtail.learning.Initialisation;
import org.longtail.learning.Network;

/** Any DJL block whose parameters have names is a network that can be pruned. */
final class OwnNetwork {

  private static final int CHANNELS = 16;
  private static final Shape KERNEL = new Shape(3, 3);
  private static final Shape TWO = new Shape(2, 2);

  private OwnNetwork() {}

  /** Two convolutions and a linear layer, which begin with values drawn from the seed. */
  static Network create(LabelledImages images, long seed) {
    Conv2d first = convolution();
    Conv2d second = convolution();
    Linear classifier = Linear.builder().setUnits(images.classes()).build();
    SequentialBlock block =
        new SequentialBlock()
            .add(first)
            .add(Activation.reluBlock())
            .add(Pool.maxPool2dBlock(TWO, TWO))
            .add(second)
            .add(Activation.reluBlock())
            .add(Pool.maxPool2dBlock(TWO, TWO))
            .add(Blocks.batchFlattenBlock())
            .add(classifier);
    Map<String, Parameter> names = new LinkedHashMap<>();
    names.put("first.weight", first.getParameters().get("weight"));
    names.put("second.weight", second.getParameters().get("weight"));
    names.put("classifier.weight", classifier.getParameters().get("weight"));
    names.put("classifier.bias", classifier.getParameters().get("bias"));
    Shape batch = new Shape(1, images.channels(), images.height(), images.width());
    Network network = Network.of(block, names, batch, DataType.FLOAT32);
    network.load(Initialisation.of(network.tensors(), seed, 1));
    return network;
  }

  private static Conv2d convolution() {
    return Conv2d.builder()
        .setKernelShape(KERNEL)
        .setFilters(CHANNELS)
        .optPadding(new Shape(1, 1))
        .optBias(false)
        .build();
  }
}
