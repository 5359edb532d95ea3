package org.longtail.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;

/**
 * A DJL block whose tensors have names. It owns the native memory of its tensors, and the GPU that
 * it lives on if it does; both are given back when it is closed.
 */
public final class Network implements AutoCloseable {

  private static final int CONVOLUTION_RANK = 4;

  /**
   * The fewest channels that the engine's convolutions in single precision get right on every
   * processor. With fewer, some processors compute wrong gradients in one memory format and write
   * beyond their memory in the other.
   */
  private static final int FEWEST_CHANNELS = 16;

  /** Channels of grey and coloured images, into which no gradient is needed. */
  private static final Set<Long> IMAGE_CHANNELS = Set.of(1L, 3L);

  private final DevicePool.Lease lease;
  private final NDManager manager;
  private final Block block;
  private final List<NamedParameter> parameters;

  /** Whether batches pass through in double precision, although the tensors are in single. */
  private final boolean doublePrecision;

  /** Whether batch norm keeps its statistics even in training. */
  private boolean statisticsFrozen;

  private Network(
      DevicePool.Lease lease, NDManager manager, Block block, List<NamedParameter> parameters) {
    this.lease = lease;
    this.manager = manager;
    this.block = block;
    this.parameters = List.copyOf(parameters);
    this.doublePrecision =
        !lease.device().isGpu() && parameters.stream().anyMatch(Network::isNarrowConvolution);
  }

  private static boolean isNarrowConvolution(NamedParameter parameter) {
    Shape shape = parameter.array().getShape();
    return shape.dimension() == CONVOLUTION_RANK
        && (shape.get(0) < FEWEST_CHANNELS
            || (shape.get(1) < FEWEST_CHANNELS && !IMAGE_CHANNELS.contains(shape.get(1))));
  }

  /**
   * A network over any DJL block.
   *
   * @param block an uninitialised block
   * @param names the {@code state_dict} name of each parameter, in network order
   * @param input shape of a batch, {@code [batch, channels, height, width]} for images
   * @param type {@code FLOAT32}, or {@code FLOAT64} where precision matters more than speed
   */
  public static Network of(Block block, Map<String, Parameter> names, Shape input, DataType type) {
    DevicePool.Lease lease = DevicePool.ofProcess().take(DeviceScope.current());
    DeviceScope.used(lease.device());
    NDManager manager = NDManager.newBaseManager(lease.device());
    try {
      // Values come from load(): no draw of the engine's global generator is ever used.
      block.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
      block.initialize(manager, type, input);
      List<NamedParameter> named = new ArrayList<>();
      names.forEach((name, parameter) -> named.add(new NamedParameter(name, parameter)));
      for (NamedParameter parameter : named) {
        parameter.array().setRequiresGradient(parameter.trained());
      }
      return new Network(lease, manager, block, named);
    } catch (RuntimeException | Error e) {
      manager.close();
      lease.close();
      throw e;
    }
  }

  /** Its convolutions, linear layers and batch norms. */
  List<Layer> layers() {
    return Layer.of(block, parameters);
  }

  /** Where the network lives. */
  Device device() {
    return lease.device();
  }

  /** All tensors, in network order. */
  public List<NamedParameter> parameters() {
    return parameters;
  }

  /** The decoupled tensors, in network order. */
  public List<NamedParameter> decoupled() {
    return parameters.stream().filter(NamedParameter::decoupled).toList();
  }

  /** The tensors that gradients train, in network order. */
  public List<NamedParameter> trained() {
    return parameters.stream().filter(NamedParameter::trained).toList();
  }

  /**
   * Leaves only some tensors to train. The others keep their values for ever, batch norm's
   * statistics among them; no gradient is computed for them.
   *
   * @param names of tensors that are trained
   */
  void freezeAllBut(Set<String> names) {
    for (NamedParameter parameter : trained()) {
      if (!names.contains(parameter.name())) {
        parameter.parameter().freeze(true);
      }
    }
    statisticsFrozen = true;
  }

  /** Whether batch norm keeps its statistics even in training. */
  boolean statisticsFrozen() {
    return statisticsFrozen;
  }

  /**
   * What batch norm's training updates, in network order; nothing where it keeps its statistics.
   */
  List<NamedParameter> statistics() {
    return statisticsFrozen
        ? List.of()
        : parameters.stream().filter(parameter -> !parameter.trained()).toList();
  }

  /**
   * The devices of copies of this network: for each a GPU that nobody has, while there is one, or
   * else one that is shared with this network or its copies; the processor for a network that lives
   * there.
   */
  List<DevicePool.Lease> devicesOfCopies(int copies) {
    return DevicePool.ofProcess().takeMore(lease.device(), copies);
  }

  /** A manager for one batch; whoever asks closes it. */
  public NDManager newBatch() {
    return manager.newSubManager();
  }

  /**
   * The logits of a batch. On the processor a network with a convolution of fewer than 16 channels
   * computes in double precision, which takes longer: its tensors and gradients are in single
   * precision all the same.
   *
   * @param images {@code [batch, channels, height, width]}; its manager takes the results
   * @param training whether batch norm uses, and updates by, the batch's statistics; never where
   *     they are frozen
   * @return {@code [batch, classes]}
   */
  public NDArray logits(NDArray images, boolean training) {
    return logits(images, new ParameterStore(images.getManager(), false), training);
  }

  /** The same, but a store says which values the tensors have. */
  NDArray logits(NDArray images, ParameterStore store, boolean training) {
    return forward(block, images, store, training);
  }

  /**
   * What a block of this network gives.
   *
   * @param batch what comes in; its manager takes the result
   * @param store says which values the tensors have
   */
  NDArray forward(Block part, NDArray batch, ParameterStore store, boolean training) {
    boolean updating = training && !statisticsFrozen;
    if (!doublePrecision || batch.getDataType() == DataType.FLOAT64) {
      return part.forward(store, new NDList(batch), updating).singletonOrThrow();
    }
    DoublePrecision precise = new DoublePrecision(store, batch.getManager());
    NDList widened = new NDList(precise.widened(batch));
    NDArray output = part.forward(precise, widened, updating).singletonOrThrow();
    if (updating) {
      precise.handOn(statistics(), batch.getDevice());
    }
    return precise.narrowed(output);
  }

  /** Copies all tensors to the heap, in network order. */
  public List<Tensor> tensors() {
    return copies(parameters);
  }

  /** Copies the decoupled tensors to the heap, in network order. */
  public List<Tensor> decoupledTensors() {
    return copies(decoupled());
  }

  private static List<Tensor> copies(List<NamedParameter> parameters) {
    return parameters.stream()
        .map(
            parameter ->
                new Tensor(
                    parameter.name(), parameter.array().getShape().getShape(), floats(parameter)))
        .toList();
  }

  private static float[] floats(NamedParameter parameter) {
    NDArray array = parameter.array();
    if (array.getDataType() == DataType.FLOAT32) {
      return array.toFloatArray();
    }
    try (NDArray single = array.toType(DataType.FLOAT32, true)) {
      return single.toFloatArray();
    }
  }

  /**
   * Takes over the values of tensors, by name.
   *
   * @throws IllegalArgumentException if a tensor is missing, left over, twice there or of another
   *     shape
   */
  public void load(List<Tensor> tensors) {
    List<Tensor> inOrder = inOrder(tensors);
    for (int i = 0; i < inOrder.size(); i++) {
      set(parameters.get(i), inOrder.get(i));
    }
  }

  /**
   * Tensors of this network, in network order.
   *
   * @throws IllegalArgumentException if a tensor is missing, left over, twice there or of another
   *     shape
   */
  List<Tensor> inOrder(List<Tensor> tensors) {
    return new InNetworkOrder<>("the weights", Tensor::name, Tensor::shape).of(parameters, tensors);
  }

  /**
   * Scores of the decoupled tensors, in network order.
   *
   * @param what messages call them, in the plural
   * @throws IllegalArgumentException if a tensor is missing, left over, twice there or of another
   *     shape
   */
  public List<Tensor> scores(String what, List<Tensor> scores) {
    return new InNetworkOrder<>(what, Tensor::name, Tensor::shape).of(decoupled(), scores);
  }

  /**
   * Masks of the decoupled tensors, in network order. A tensor without one would be taken for free
   * where it is frozen.
   *
   * @param what messages call them, in the plural
   * @throws IllegalArgumentException if a tensor is missing, left over, twice there or of another
   *     shape
   */
  public List<Mask> masks(String what, List<Mask> masks) {
    return new InNetworkOrder<>(what, Mask::name, Mask::shape).of(decoupled(), masks);
  }

  private static void set(NamedParameter parameter, Tensor tensor) {
    try (GradientScope.Pause pause = GradientScope.pause()) {
      set(parameter.array(), tensor);
    }
  }

  static void set(NDArray array, Tensor tensor) {
    if (array.getDataType() == DataType.FLOAT32 && !array.getDevice().isGpu()) {
      // Straight into the engine's own memory: the buffer is a view of it.
      tensor.copyTo(array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer());
    } else if (array.getDataType() == DataType.FLOAT32) {
      array.set(FloatBuffer.wrap(tensor.values()));
    } else {
      float[] single = tensor.values();
      double[] values = new double[single.length];
      Arrays.setAll(values, i -> single[i]);
      array.set(DoubleBuffer.wrap(values));
    }
  }

  /**
   * Sets positions of a tensor to 0.
   *
   * @param name the tensor's name
   * @param positions in row-major order
   */
  public void clear(String name, BitSet positions) {
    NamedParameter parameter =
        parameters.stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        String.format(Locale.ROOT, "the network has no tensor '%s'", name)));
    float[] values = floats(parameter);
    positions.stream().forEach(i -> values[i] = 0f);
    set(parameter, new Tensor(name, parameter.array().getShape().getShape(), values));
  }

  @Override
  public void close() {
    manager.close();
    lease.close();
  }
}
