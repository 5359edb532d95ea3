package org.longtail.learning;

import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import java.util.Locale;

/**
 * The CIFAR form of ResNet: a 3x3 convolution, three stages of basic blocks with 1, 2 and 4 times
 * the width, global average pooling and a linear layer; {@code depth = 6 n + 2}. Shortcuts that
 * change the shape are 1x1 convolutions with batch norm. Names as in a PyTorch module with {@code
 * conv1, bn1, layer1.0.conv1 ... layer1.0.downsample.0, fc}.
 */
final class CifarResNet {

  static final String NAME = "cifar_resnet";

  private static final int STAGES = 3;

  private CifarResNet() {}

  static Architecture of(int depth, int width, int classes) {
    int blocks = blocks(depth);
    NamedLayers layers = new NamedLayers();
    SequentialBlock network =
        new SequentialBlock()
            .add(layers.convolution("conv1", width, 3, 1))
            .add(layers.batchNorm("bn1"))
            .add(Activation.reluBlock());
    int channels = width;
    for (int stage = 1; stage <= STAGES; stage++) {
      int outputs = width << (stage - 1);
      for (int i = 0; i < blocks; i++) {
        int stride = stage > 1 && i == 0 ? 2 : 1;
        network.add(
            layers.basicBlock(
                String.format(Locale.ROOT, "layer%d.%d", stage, i), channels, outputs, stride));
        channels = outputs;
      }
    }
    network
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(layers.classifier(classes));
    return layers.architecture(network);
  }

  /** Number of blocks of each stage. */
  static int blocks(int depth) {
    if (depth < 8 || (depth - 2) % 6 != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "network %s: depth %d; must be 6 n + 2, such as 8, 20 or 32",
              NAME,
              depth));
    }
    return (depth - 2) / 6;
  }
}
