package org.longtail.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.longtail.images.Draws;

/**
 * A convolution, linear layer or batch norm of a network, with the shape of what comes into it, so
 * that it can be computed apart from the others.
 *
 * @param name of the layer, as its tensors begin
 * @param block without children
 * @param input of a batch
 */
record Layer(String name, Block block, Shape input) {

  /** Odd, so that threads cannot share it out evenly. */
  private static final int BATCH_SIZE = 9;

  /** With one image the engine takes kernels of its own. */
  private static final int SMALLEST_BATCH_SIZE = 2;

  /** Numbers of a batch's input or output: a check must not need more memory than training. */
  private static final long MOST_NUMBERS = 2_000_000;

  /** Of images of ImageNet's size what comes out of the first layer has this side. */
  private static final long LONGEST_SIDE = 112;

  private static final int IMAGE_RANK = 4;

  /** The layers within a block, in the order of its children. */
  static List<Layer> of(Block block, List<NamedParameter> named) {
    Map<String, String> names =
        named.stream()
            .collect(
                Collectors.toMap(each -> each.parameter().getId(), each -> layer(each.name())));
    List<Layer> layers = new ArrayList<>();
    collect(block, names, layers);
    return layers;
  }

  private static void collect(Block block, Map<String, String> names, List<Layer> layers) {
    for (Pair<String, Block> child : block.getChildren()) {
      collect(child.getValue(), names, layers);
    }
    if (block instanceof Convolution || block instanceof Linear || block instanceof BatchNorm) {
      String id = block.getDirectParameters().get(0).getValue().getId();
      layers.add(new Layer(names.getOrDefault(id, id), block, block.getInputShapes()[0]));
    }
  }

  private static String layer(String tensor) {
    int dot = tensor.lastIndexOf('.');
    return dot < 0 ? tensor : tensor.substring(0, dot);
  }

  /** What the engine chooses its kernels by: layers that are alike are computed by the same. */
  String shapes() {
    StringBuilder shapes = new StringBuilder(block.getClass().getName()).append(input);
    for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
      shapes
          .append(parameter.getKey())
          .append(parameter.getValue().getShape())
          .append(parameter.getValue().requiresGradient());
    }
    if (block instanceof Convolution convolution) {
      shapes
          .append(convolution.getStride())
          .append(convolution.getPadding())
          .append(convolution.getDilation())
          .append(convolution.getGroups());
    }
    return shapes.toString();
  }

  /** The shape of a batch of noise: of large images a part, and fewer of them. */
  private Shape batchShape() {
    long[] shape = input.getShape().clone();
    for (int i = 2; i < shape.length; i++) {
      shape[i] = Math.min(LONGEST_SIDE, shape[i]);
    }
    shape[0] = 1;
    Shape one = new Shape(shape);
    long numbers = Math.max(one.size(), block.getOutputShapes(new Shape[] {one})[0].size());
    shape[0] = Math.max(SMALLEST_BATCH_SIZE, Math.min(BATCH_SIZE, MOST_NUMBERS / numbers));
    return new Shape(shape);
  }

  /**
   * Sends noise through the layer, forward and backward, with tensors of noise.
   *
   * @param network that the layer is of
   * @param type of the tensors and the noise
   * @return the output, the gradient that goes on to the layer before, and those of the tensors
   */
  List<KernelProbe> probes(Network network, DataType type) {
    try (NDManager batch = network.newBatch();
        GradientScope gradients = GradientScope.record()) {
      Noise noise = new Noise(batch, type);
      NDArray images = noise.images(batchShape());
      images.setRequiresGradient(true);
      NDArray output = network.forward(block, images, noise, true);
      gradients.backward(output.mul(noise.like(output)).sum());
      List<KernelProbe> probes = new ArrayList<>();
      probes.add(KernelProbe.of(name, "output", output));
      probes.add(KernelProbe.of(name, "gradient to its input", images.getGradient()));
      for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
        if (parameter.getValue().requiresGradient()) {
          NDArray value = noise.value(parameter.getValue());
          probes.add(
              KernelProbe.of(name, "gradient of its " + parameter.getKey(), value.getGradient()));
        }
      }
      return probes;
    }
  }

  /** Tensors of noise, the same in every precision. */
  private static final class Noise extends ParameterStore {

    private final NDManager batch;
    private final DataType type;
    private final Map<String, NDArray> values = new HashMap<>();

    Noise(NDManager batch, DataType type) {
      super(batch, false);
      this.batch = batch;
      this.type = type;
    }

    /** Noise in the memory format of {@link ImageBatches}, where the input is images. */
    NDArray images(Shape shape) {
      return shape.dimension() == IMAGE_RANK
          ? of("input", new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1)))
              .transpose(0, 3, 1, 2)
          : of("input", shape);
    }

    NDArray like(NDArray output) {
      return of("output", output.getShape()).toType(output.getDataType(), false);
    }

    private NDArray of(String what, Shape shape) {
      Draws draws = Draws.of(0, "kernel check", what);
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = draws.gaussian();
      }
      return batch.create(values, shape).toType(type, false);
    }

    /** Variances are above 0. */
    NDArray value(Parameter parameter) {
      return values.computeIfAbsent(
          parameter.getId(),
          any -> {
            NDArray noise = of(parameter.getName(), parameter.getShape());
            NDArray value =
                parameter.getType() == Parameter.Type.RUNNING_VAR ? noise.square() : noise;
            value.setRequiresGradient(parameter.requiresGradient());
            return value;
          });
    }

    @Override
    public @Nullable NDArray getValue(
        @Nullable Parameter parameter, Device device, boolean training) {
      return parameter == null ? null : value(parameter);
    }
  }
}
