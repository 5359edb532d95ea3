package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.StoreException;

@Tag("elsewhere")
class WeightsFileTest {

  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile(@TempDir Path folder) {
    file = folder.resolve("weights.arrow");
  }

  @Test
  void networkAndProvenanceComeBack() throws IOException {
    Layouts.weights().write(file);

    WeightsFile read = WeightsFile.read(file);

    assertThat(read.network()).isEqualTo(Layouts.network());
    assertThat(read.provenance()).isEqualTo(Provenance.of(2, "medium").at(0.15));
  }

  @Test
  void namesAndShapesComeBackInOrder() throws IOException {
    Layouts.weights().write(file);

    List<Tensor> read = WeightsFile.read(file).tensors();

    assertThat(read)
        .extracting(Tensor::name)
        .containsExactly("conv1.weight", "bn1.num_batches_tracked", "empty", "fc.bias");
    assertThat(read)
        .extracting(Tensor::shape)
        .containsExactly(new long[] {2, 1, 1, 3}, new long[] {}, new long[] {0, 4}, new long[] {2});
  }

  @Test
  void valuesComeBackBitForBit() throws IOException {
    Layouts.weights().write(file);

    assertThat(WeightsFile.read(file).tensors())
        .extracting(tensor -> bits(tensor.values()))
        .containsExactlyElementsOf(
            Layouts.weights().tensors().stream().map(tensor -> bits(tensor.values())).toList());
  }

  @Test
  void aLargeTensorComesBackBesideSmallOnes() throws IOException {
    float[] large = new float[300_007];
    IntStream.range(0, large.length).forEach(i -> large[i] = i / 7f);
    Tensor before = new Tensor("scale", new long[] {1}, new float[] {-1});
    Tensor after = new Tensor("bias", new long[] {1}, new float[] {-2});
    WeightsFile weights =
        new WeightsFile(
            Layouts.network(),
            Provenance.of(1, "many"),
            List.of(before, new Tensor("weight", new long[] {300_007}, large), after));

    weights.write(file);

    assertThat(WeightsFile.read(file).tensors())
        .extracting(Tensor::values)
        .containsExactly(new float[] {-1}, large, new float[] {-2});
  }

  @Test
  void theStageIsReadWithoutTheTensors() throws IOException {
    Layouts.weights().write(file);

    assertThat(WeightsFile.provenance(file)).isEqualTo(Layouts.weights().provenance());
  }

  @Test
  void aFileWithoutItsNetworkIsRefused() throws IOException {
    writeEmpty(Provenance.of(1, "many").toMetadata());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessage("%s: schema metadata lacks longtail.network", file);
  }

  @Test
  void aFileWithADamagedNetworkIsRefused() throws IOException {
    Map<String, String> metadata = new HashMap<>(Provenance.of(1, "many").toMetadata());
    metadata.put("longtail.network", "{}");
    writeEmpty(metadata);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessage("%s: not a network description: {}", file);
  }

  @Test
  void aFileWithoutItsStageIsRefused() throws IOException {
    writeEmpty(Map.of("longtail.network", Layouts.network().toJson()));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessageStartingWith(
            "%s: schema metadata lacks longtail.stage or longtail.group", file);
  }

  private void writeEmpty(Map<String, String> metadata) throws IOException {
    ArrowFile.write(
        file,
        ArtifactKind.WEIGHTS,
        metadata,
        WeightsFile.COLUMNS,
        (root, batches) -> batches.next(0));
  }

  private static List<Integer> bits(float[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> Float.floatToRawIntBits(values[i]))
        .toList();
  }
}
