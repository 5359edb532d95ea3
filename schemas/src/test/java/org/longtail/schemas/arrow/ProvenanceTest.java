package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.longtail.schemas.store.StoreException;

class ProvenanceTest {

  private static final Path FILE = Path.of("mask.arrow");

  static Stream<Provenance> provenances() {
    return Stream.of(
        Provenance.of(1, "many"),
        Provenance.of(12, "few").at(0),
        Provenance.of(2, "").at(0.1 + 0.2));
  }

  @ParameterizedTest
  @MethodSource("provenances")
  void comesBackFromMetadata(Provenance provenance) {
    assertThat(Provenance.fromMetadata(FILE, provenance.toMetadata())).isEqualTo(provenance);
  }

  @Test
  void thereIsNoRatioBeforePruning() {
    assertThat(Provenance.of(1, "many").toMetadata()).doesNotContainKey("longtail.gamma");
  }

  @Test
  void aStageBelowOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Provenance.of(0, "many"))
        .withMessage("stage 0: must be at least 1");
  }

  @Test
  void metadataWithoutAGroupIsRefused() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Provenance.fromMetadata(FILE, Map.of("longtail.stage", "1")))
        .withMessage(
            "mask.arrow: schema metadata lacks longtail.stage or longtail.group: {longtail.stage=1}");
  }
}
