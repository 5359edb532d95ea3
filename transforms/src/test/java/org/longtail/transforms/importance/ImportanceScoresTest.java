package org.longtail.transforms.importance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.longtail.schemas.arrow.ImportanceFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.Tensors;

@ExtendWith(SharedRun.class)
class ImportanceScoresTest {

  private final FinishedRun run;

  ImportanceScoresTest(FinishedRun run) {
    this.run = run;
  }

  @Test
  void everyDecoupledTensorIsScoredInNetworkOrder() throws IOException {
    assertThat(importance("Score1").scores())
        .extracting(Tensor::name)
        .containsExactlyElementsOf(
            run.weights("Train1").tensors().stream()
                .filter(Tensors::decoupled)
                .map(Tensor::name)
                .toList());
  }

  @Test
  void noScoreIsBelowZeroAndSomeAreAbove() throws IOException {
    for (Tensor tensor : importance("Score1").scores()) {
      assertThat(IntStream.range(0, tensor.values().length).mapToDouble(i -> tensor.values()[i]))
          .as(tensor.name())
          .allMatch(score -> score >= 0)
          .anyMatch(score -> score > 0);
    }
  }

  @Test
  void theScoresSayWhichGroupTheyAreFor() throws IOException {
    assertThat(importance("Score2").provenance()).isEqualTo(Provenance.of(2, "medium"));
  }

  private ImportanceFile importance(String step) throws IOException {
    return ImportanceFile.read(run.file(step, "importance.arrow"));
  }
}
