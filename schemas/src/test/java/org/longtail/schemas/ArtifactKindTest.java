package org.longtail.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArtifactKindTest {

  @ParameterizedTest
  @EnumSource
  void everyKindIsFoundByItsId(ArtifactKind kind) {
    assertThat(ArtifactKind.of(kind.id())).isEqualTo(kind);
  }

  @Test
  void theIdIsTheLowerCaseName() {
    assertThat(ArtifactKind.WEIGHTS.id()).isEqualTo("weights");
  }

  @Test
  void anUnknownKindIsRefusedWithTheKindsThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArtifactKind.of("Weights"))
        .withMessage(
            "no artifact kind 'Weights'; there are images, sampling, weights, mask, importance,"
                + " sweep, outputs, predictions, evaluation, balance, checkpoint");
  }
}
