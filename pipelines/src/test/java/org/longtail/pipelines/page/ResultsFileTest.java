package org.longtail.pipelines.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

  private static final String FILE =
      """
      title: Results
      runs:
        loss: loss.yaml
      sections:
        - title: The loss
          rows:
            - {label: compensation, run: loss, setting: loss=compensation, model: instance}
            - {label: cross entropy, run: loss, model: instance}
          claims:
            - {claim: Compensation helps., better: compensation, worse: cross entropy}
            - {claim: It matters little., alike: [compensation, cross entropy], within: 2}
      """;

  private final Path file;

  ResultsFileTest(@TempDir Path folder) {
    this.file = folder.resolve("results.yaml");
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    ResultsSection section = read(FILE).sections().get(0);

    assertThat(section.rows())
        .extracting(ResultsRow::setting)
        .containsExactly("loss=compensation", "all seeds");
    assertThat(section.claims()).extracting(Claim::on).containsOnly("all");
    assertThat(section.claims().get(0).amount()).isEmpty();
    assertThat(section.curves()).isNull();
  }

  @Test
  void anUnknownKeyHasALineAndAPath() {
    refused(FILE.replace("setting:", "seting:"))
        .hasMessageContaining("results.yaml:7: sections[0].rows[0].seting: unknown key")
        .hasMessageContaining("label, model, run, setting");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    refused(FILE.replace("runs:", "title: Again\nruns:"))
        .hasMessageContaining("results.yaml:2")
        .hasMessageContaining("Duplicate");
  }

  @Test
  void aMissingKeyHasAPath() {
    refused(FILE.replace("run: loss, model: instance}", "run: loss}"))
        .hasMessageContaining("sections[0].rows[1]: key 'model' is missing");
  }

  @Test
  void aClaimOnARowThatIsNotThereIsNamed() {
    refused(FILE.replace("worse: cross entropy", "worse: entropy"))
        .hasMessageContaining("claim 'Compensation helps.': there is no row 'entropy'")
        .hasMessageContaining("compensation, cross entropy");
  }

  @Test
  void aRunWithoutAPipelineFileIsNamed() {
    refused(FILE.replace("  loss: loss.yaml", "  order: order.yaml"))
        .hasMessageContaining("section 'The loss': run 'loss' is not among 'runs'");
  }

  @Test
  void twoRowsOfOneLabelAreRefused() {
    refused(FILE.replace("label: cross entropy", "label: compensation"))
        .hasMessageContaining("two rows have the label 'compensation'");
  }

  @Test
  void aClaimIsOfOneForm() {
    refused(FILE.replace("better: compensation,", "alike: [compensation],"))
        .hasMessageContaining("claim 'Compensation helps.': it has both forms");
    refused(FILE.replace("better: compensation,", ""))
        .hasMessageContaining("claim 'Compensation helps.': a row is missing");
    refused(FILE.replace("within: 2", "within: 0"))
        .hasMessageContaining("claim 'It matters little.': 'within' is 0.0");
    refused(FILE.replace("worse: cross entropy", "worse: compensation"))
        .hasMessageContaining("compares a row with itself");
  }

  private ResultsFile read(String yaml) throws IOException {
    return ResultsFile.read(Files.writeString(file, yaml));
  }

  private AbstractThrowableAssert<?, ?> refused(String yaml) {
    return assertThatThrownBy(() -> read(yaml)).isInstanceOf(IllegalArgumentException.class);
  }
}
