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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the layers of a residual network and keeps the {@code state_dict} name of each of their
 * parameters, in the order in which the layers are made: make them in the order of the PyTorch
 * module's {@code state_dict}.
 */
final class NamedLayers {

  /** The name of the layer that tells the classes apart. */
  static final String CLASSIFIER = "fc";

  // PyTorch's defaults; its momentum is the share of the batch, DJL's that of what was there.
  private static final float BATCH_NORM_EPSILON = 1e-5f;
  private static final float RUNNING_STATISTICS_KEPT = 0.9f;

  private final Map<String, Parameter> names = new LinkedHashMap<>();

  /** A block made of these layers, with all their names. */
  Architecture architecture(Block block) {
    return new Architecture(block, names);
  }

  /** A convolution without bias, padded so that stride 1 keeps the size; the kernel is odd. */
  Block convolution(String name, int filters, int kernel, int stride) {
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

  Block batchNorm(String name) {
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

  /** The linear layer that gives the logits. */
  Block classifier(int classes) {
    Linear linear = Linear.builder().setUnits(classes).build();
    names.put(CLASSIFIER + ".weight", linear.getParameters().get("weight"));
    names.put(CLASSIFIER + ".bias", linear.getParameters().get("bias"));
    return linear;
  }

  /** What a block of this name adds to its main path: its input, or a 1x1 convolution of it. */
  Block shortcut(String name, int inputs, int outputs, int stride) {
    if (stride == 1 && inputs == outputs) {
      return Blocks.identityBlock();
    }
    return new SequentialBlock()
        .add(convolution(name + ".downsample.0", outputs, 1, stride))
        .add(batchNorm(name + ".downsample.1"));
  }

  /** The rectified sum of both paths; the main path's layers come first in the names. */
  static Block residual(Block main, Block shortcut) {
    return new ParallelBlock(
        branches ->
            new NDList(
                Activation.relu(
                    branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow()))),
        List.of(main, shortcut));
  }

  /** Two 3x3 convolutions, the first with the stride. */
  Block basicBlock(String name, int inputs, int outputs, int stride) {
    Block main =
        new SequentialBlock()
            .add(convolution(name + ".conv1", outputs, 3, stride))
            .add(batchNorm(name + ".bn1"))
            .add(Activation.reluBlock())
            .add(convolution(name + ".conv2", outputs, 3, 1))
            .add(batchNorm(name + ".bn2"));
    return residual(main, shortcut(name, inputs, outputs, stride));
  }
}
