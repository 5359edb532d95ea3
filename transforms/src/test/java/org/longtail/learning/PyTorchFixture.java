package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Tensor;

/**
 * What PyTorch computed for a network whose weights and images are formulas, which {@code
 * expected_logits.py} beside the files computes too.
 *
 * @param network the architecture
 * @param images number of images
 * @param stateDict name and shape of each tensor, in the order of the PyTorch module
 * @param logits {@code [images][classes]}
 */
@SuppressWarnings("ArrayRecordComponent") // nothing changes the logits
record PyTorchFixture(NetworkSpec network, int images, List<String> stateDict, float[][] logits) {

  static PyTorchFixture of(String name) throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(Objects.requireNonNull(resource(name + ".json"), "no fixture " + name));
    return new PyTorchFixture(
        NetworkSpec.fromJson(json.get("network").toString()),
        json.get("images").asInt(),
        StreamSupport.stream(json.get("state_dict").spliterator(), false)
            .map(JsonNode::asText)
            .toList(),
        new ObjectMapper().convertValue(json.get("logits"), float[][].class));
  }

  /** A file that the script wrote. */
  static Path file(String name) {
    return Path.of(resource(name).getPath());
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(
        PyTorchFixture.class.getResource("/pytorch/" + name), "no resource " + name);
  }

  /** The network's weights under PyTorch's names. */
  List<Tensor> tensors() {
    return stateDict.stream().map(PyTorchFixture::tensor).toList();
  }

  private static Tensor tensor(String nameAndShape) {
    String name = nameAndShape.substring(0, nameAndShape.indexOf(' '));
    long[] shape =
        Arrays.stream(nameAndShape.replaceAll(".*\\[|]", "").split(", "))
            .mapToLong(Long::parseLong)
            .toArray();
    float[] values = uniform(name, Math.toIntExact(product(shape, 0)));
    float scale = scale(name, shape);
    float offset = offset(name, shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] * scale + offset;
    }
    return new Tensor(name, shape, values);
  }

  private static float scale(String name, long[] shape) {
    if (shape.length >= 2) {
      return (float) Math.sqrt(6.0 / product(shape, 1));
    }
    return name.endsWith("running_var") ? 0.5f : 0.25f;
  }

  private static float offset(String name, long[] shape) {
    if (name.endsWith("running_var")) {
      return 0.75f;
    }
    return shape.length == 1 && name.endsWith("weight") ? 0.5f : 0f;
  }

  private static long product(long[] shape, int from) {
    return Arrays.stream(shape).skip(from).reduce(1, (a, b) -> a * b);
  }

  /** The images, {@code [images, channels, height, width]}. */
  NDArray batch(NDManager manager) {
    NetworkSpec.Input input = network.input();
    Shape shape = new Shape(images, input.channels(), input.height(), input.width());
    return manager.create(uniform("images", Math.toIntExact(shape.size())), shape);
  }

  /** Uniform in [-1, 1): the upper 24 bits of SplitMix64, which the name's CRC-32 seeds. */
  private static float[] uniform(String name, int count) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      long z = (crc.getValue() << 32) + (i + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
      values[i] = (z >>> 40) / (float) (1 << 23) - 1;
    }
    return values;
  }
}
