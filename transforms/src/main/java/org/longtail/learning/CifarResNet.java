package org.longtail.learning;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The CIFAR form of ResNet: a 3x3 convolution, three stages of basic blocks with 1, 2 and 4 times
 * the width, global average pooling and a linear layer; {@code depth = 6 n + 2}. Shortcuts that
 * change the shape are 1x1 convolutions with batch norm. Names as in a PyTorch module with {@code
 * conv1, bn1, layer1.0.conv1 ... layer1.0.downsample.0, fc}.
 */
final class CifarResNet {

  static final String NAME = "cifar_resnet";

  private static final int STAGES = 3;
  private static final float BATCH_NORM_EPSILON = 1e-5f;
  private static final float RUNNING_STATISTICS_KEPT = 0.9f;

  private final Map<String, Parameter> names = new LinkedHashMap<>();

  private CifarResNet() {}

  /** An uninitialised block and the name of each of its parameters, in network order. */
  record Architecture(Block block, Map<String, Parameter> names) {}

  static Architecture of(int depth, int width, int classes) {
    if (depth < 8 || (depth - 2) % 6 != 0) {
      throw new IllegalArgumentException(
          "%s: depth %d; it must be 6 n + 2, such as 8, 20 or 32".formatted(NAME, depth));
    }
    CifarResNet names = new CifarResNet();
    Block block = names.network((depth - 2) / 6, width, classes);
    return new Architecture(block, names.names);
  }

  private Block network(int blocksPerStage, int width, int classes) {
    SequentialBlock network = new SequentialBlock();
    network.add(convolution("conv1", width, 3, 1));
    network.add(batchNorm("bn1"));
    network.add(Activation.reluBlock());
    int channels = width;
    for (int stage = 1; stage <= STAGES; stage++) {
      int outputs = width << (stage - 1);
      for (int i = 0; i < blocksPerStage; i++) {
        int stride = stage > 1 && i == 0 ? 2 : 1;
        network.add(basicBlock("layer%d.%d".formatted(stage, i), channels, outputs, stride));
        channels = outputs;
      }
    }
    network.add(Pool.globalAvgPool2dBlock());
    network.add(Blocks.batchFlattenBlock());
    network.add(linear("fc", classes));
    return network;
  }

  private Block basicBlock(String name, int inputs, int outputs, int stride) {
    SequentialBlock main =
        new SequentialBlock()
            .add(convolution(name + ".conv1", outputs, 3, stride))
            .add(batchNorm(name + ".bn1"))
            .add(Activation.reluBlock())
            .add(convolution(name + ".conv2", outputs, 3, 1))
            .add(batchNorm(name + ".bn2"));
    SequentialBlock shortcut = new SequentialBlock();
    if (stride == 1 && inputs == outputs) {
      shortcut.add(Blocks.identityBlock());
    } else {
      shortcut.add(convolution(name + ".downsample.0", outputs, 1, stride));
      shortcut.add(batchNorm(name + ".downsample.1"));
    }
    return new ParallelBlock(
        branches ->
            new NDList(
                Activation.relu(
                    branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow()))),
        java.util.List.of(main, shortcut));
  }

  private Block convolution(String name, int filters, int kernel, int stride) {
    Conv2d convolution =
        Conv2d.builder()
            .setKernelShape(new Shape(kernel, kernel))
            .setFilters(filters)
            .optStride(new Shape(stride, stride))
            .optPadding(new Shape(kernel / 2, kernel / 2))
            .optBias(false)
            .build();
    names.put(name + ".weight", convolution.getParameters().get("weight"));
    return convolution;
  }

  private Block batchNorm(String name) {
    BatchNorm norm =
        BatchNorm.builder()
            .optEpsilon(BATCH_NORM_EPSILON)
            .optMomentum(RUNNING_STATISTICS_KEPT)
            .build();
    names.put(name + ".weight", norm.getParameters().get("gamma"));
    names.put(name + ".bias", norm.getParameters().get("beta"));
    names.put(name + ".running_mean", norm.getParameters().get("runningMean"));
    names.put(name + ".running_var", norm.getParameters().get("runningVar"));
    return norm;
  }

  private Block linear(String name, int outputs) {
    Linear linear = Linear.builder().setUnits(outputs).build();
    names.put(name + ".weight", linear.getParameters().get("weight"));
    names.put(name + ".bias", linear.getParameters().get("bias"));
    return linear;
  }
}
