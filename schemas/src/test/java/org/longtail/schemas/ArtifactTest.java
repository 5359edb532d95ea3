package org.longtail.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("elsewhere")
class ArtifactTest {

  private static Artifact artifact(Map<String, Double> summary) {
    return new Artifact(
        "seed=1",
        ArtifactKind.SWEEP,
        "steps/GammaSweep/0a/sweep.arrow",
        "ab".repeat(32),
        5_000_000_000L,
        "cd".repeat(32),
        summary);
  }

  @Test
  void comesBackFromItsRow() {
    Artifact artifact = artifact(Map.of("accuracy", 0.75, "few", Double.NaN));

    assertThat(Artifact.fromRow(artifact.toRow())).isEqualTo(artifact);
  }

  @Test
  void theRowHasTheColumnsThatStepsAgreeOn() {
    assertThat(Artifact.SCHEMA.getFieldNames())
        .containsExactly("variant", "kind", "uri", "sha256", "bytes", "step_key", "summary");
  }

  @Test
  void theRowNamesTheKindByItsId() {
    assertThat(artifact(Map.of()).toRow().getString("kind")).isEqualTo("sweep");
  }

  @Test
  void theSummaryIsCopiedIn() {
    Map<String, Double> summary = new HashMap<>(Map.of("accuracy", 0.5));
    Artifact artifact = artifact(summary);

    summary.put("accuracy", 0.6);

    assertThat(artifact.summary()).containsExactly(Map.entry("accuracy", 0.5));
  }

  @Test
  void aNegativeSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Artifact("v", ArtifactKind.MASK, "a/b", "", -1, "", Map.of()))
        .withMessage("artifact a/b: bytes -1 is negative");
  }

  @Test
  void aRowWithoutAVariantIsRefused() {
    Schema schema =
        Schema.builder()
            .addNullableStringField("variant")
            .addStringField("kind")
            .addStringField("uri")
            .addStringField("sha256")
            .addInt64Field("bytes")
            .addStringField("step_key")
            .addMapField("summary", Schema.FieldType.STRING, Schema.FieldType.DOUBLE)
            .build();
    Row row = Row.withSchema(schema).addValues(null, "mask", "a/b", "", 1L, "", Map.of()).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Artifact.fromRow(row))
        .withMessageStartingWith("artifact row without 'variant'")
        .withMessageEndingWith("rows must have the schema Artifact.SCHEMA");
  }
}
