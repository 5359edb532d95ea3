package org.longtail.transforms.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.BalanceFile;
import org.longtail.schemas.arrow.BalanceFile.Balance;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;

@ExtendWith(SharedRun.class)
class ImportanceBalanceTest {

  private final FinishedRun run;

  ImportanceBalanceTest(FinishedRun run) {
    this.run = run;
  }

  @Test
  void everySubModelAndAllTogetherAreMeasuredByGroupAndClass() throws IOException {
    List<Balance> rows = measured("average", "Freeze1", "Freeze2", "Freeze3");

    assertThat(rows)
        .extracting(Balance::model)
        .containsOnly("sub_model_1", "sub_model_2", "sub_model_3", "average");
    for (String model : List.of("sub_model_1", "average")) {
      assertThat(rows)
          .filteredOn(row -> row.model().equals(model))
          .extracting(Balance::subset)
          .containsExactly("all", "many", "medium", "few", "0", "1", "2", "3");
    }
    assertThat(rows).extracting(Balance::importance).allMatch(importance -> importance > 0);
  }

  @Test
  void oneNetworkAloneIsMeasuredOnceUnderItsName() throws IOException {
    assertThat(measured("sub_model_2", "Freeze2"))
        .extracting(Balance::model)
        .containsOnly("sub_model_2");
  }

  @Test
  void aSubModelIsMeasuredAsItIsAlone() throws IOException {
    assertThat(measured("average", "Freeze1", "Freeze2", "Freeze3"))
        .filteredOn(row -> row.model().equals("sub_model_2"))
        .isEqualTo(measured("sub_model_2", "Freeze2"));
  }

  @Test
  void groupsHaveTheAccuracyOfTheEvaluation() throws IOException {
    assertThat(measured("average", "Freeze1", "Freeze2", "Freeze3"))
        .filteredOn(row -> row.model().equals("average") && row.scope() == Scope.GROUP)
        .extracting(Balance::accuracy)
        .containsExactly(
            run.step("Results").summary().get("average.many"),
            run.step("Results").summary().get("average.medium"),
            run.step("Results").summary().get("average.few"));
  }

  @Test
  void aModelThatWasNotEvaluatedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> measured("baseline", "Freeze1"))
        .withMessageContaining("input 'evaluation' has no model 'baseline'");
  }

  private List<Balance> measured(String model, String... steps) throws IOException {
    List<Artifact> subModels =
        List.of(steps).stream()
            .map(step -> run.artifact(step, "weights.arrow", ArtifactKind.WEIGHTS))
            .toList();
    FinishedRun measured =
        run.then(
            ImportanceBalance.create(ImportanceBalanceConfig.builder().setModel(model).build()),
            Map.of(
                "images",
                List.of(run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES)),
                "sub_models",
                subModels,
                "evaluation",
                List.of(run.artifact("Results", "evaluation.arrow", ArtifactKind.EVALUATION)),
                "sampling",
                List.of(run.artifact("Sample3", "sampling.arrow", ArtifactKind.SAMPLING))));
    return BalanceFile.read(measured.file("Step", "balance.arrow")).rows();
  }
}
