package org.longtail.learning;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Locale;

/**
 * ResNet for images of ImageNet's size, as torchvision has it: a 7x7 convolution and a max pooling,
 * both of stride 2, four stages of blocks with 1, 2, 4 and 8 times the width, global average
 * pooling and a linear layer. Depths 18 and 34 have basic blocks; 50, 101 and 152 have bottlenecks
 * with four times as many outputs, whose 3x3 convolution takes the stride. Names are torchvision's.
 */
final class ResNet {

  static final String NAME = "resnet";

  private static final int BOTTLENECK_EXPANSION = 4;

  private final NamedLayers layers = new NamedLayers();
  private final boolean bottleneck;

  private ResNet(boolean bottleneck) {
    this.bottleneck = bottleneck;
  }

  static Architecture of(int depth, int width, int classes) {
    List<Integer> blocks = blocks(depth);
    ResNet network = new ResNet(depth >= 50);
    return network.layers.architecture(network.network(blocks, width, classes));
  }

  /** Number of blocks of each stage. */
  static List<Integer> blocks(int depth) {
    return switch (depth) {
      case 18 -> List.of(2, 2, 2, 2);
      case 34, 50 -> List.of(3, 4, 6, 3);
      case 101 -> List.of(3, 4, 23, 3);
      case 152 -> List.of(3, 8, 36, 3);
      default ->
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "network %s: depth %d; must be 18, 34, 50, 101 or 152",
                  NAME,
                  depth));
    };
  }

  private Block network(List<Integer> blocks, int width, int classes) {
    SequentialBlock network =
        new SequentialBlock()
            .add(layers.convolution("conv1", width, 7, 2))
            .add(layers.batchNorm("bn1"))
            .add(Activation.reluBlock())
            .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    int channels = width;
    for (int stage = 1; stage <= blocks.size(); stage++) {
      int planes = width << (stage - 1);
      for (int i = 0; i < blocks.get(stage - 1); i++) {
        int stride = stage > 1 && i == 0 ? 2 : 1;
        String name = String.format(Locale.ROOT, "layer%d.%d", stage, i);
        network.add(
            bottleneck
                ? bottleneck(name, channels, planes, stride)
                : layers.basicBlock(name, channels, planes, stride));
        channels = bottleneck ? planes * BOTTLENECK_EXPANSION : planes;
      }
    }
    return network
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(layers.classifier(classes));
  }

  private Block bottleneck(String name, int inputs, int planes, int stride) {
    int outputs = planes * BOTTLENECK_EXPANSION;
    Block main =
        new SequentialBlock()
            .add(layers.convolution(name + ".conv1", planes, 1, 1))
            .add(layers.batchNorm(name + ".bn1"))
            .add(Activation.reluBlock())
            .add(layers.convolution(name + ".conv2", planes, 3, stride))
            .add(layers.batchNorm(name + ".bn2"))
            .add(Activation.reluBlock())
            .add(layers.convolution(name + ".conv3", outputs, 1, 1))
            .add(layers.batchNorm(name + ".bn3"));
    return NamedLayers.residual(main, layers.shortcut(name, inputs, outputs, stride));
  }
}
