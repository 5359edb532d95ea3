package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.pipelines.report.OverSeeds;
import org.longtail.pipelines.report.Requirement;
import org.longtail.pipelines.report.RunResults;
import org.longtail.pipelines.report.Statistic;
import org.longtail.pipelines.report.VariantResults;

@Tag("elsewhere")
class JobSummaryTest {

  private static final Requirement FEW = Requirement.parse("few>=30");

  private final Path file;

  JobSummaryTest(@TempDir Path folder) {
    this.file = folder.resolve("summary.md");
  }

  @Test
  void theSummaryHasRequirementsResultsAndSteps() throws IOException {
    append(null);

    assertThat(file)
        .content(StandardCharsets.UTF_8)
        .isEqualTo(
            """
            ## Longtail run r1: done

            | requirement | setting | met | figure |
            | --- | --- | --- | --- |
            | `few>=30` | default | **no** | instance.few is 20.00 |

            ### Top-1 accuracy in percent, all seeds, mean ± standard deviation over 2 seeds

            | model | all |
            | --- | ---: |
            | average | 61.0 ± 1.4 |

            ### Top-1 accuracy in percent, variant seed=1

            | model | many | medium | few | all |
            | --- | ---: | ---: | ---: | ---: |
            | average | 80.0 | 55.0 | 33.0 | 65.0 |

            <details><summary>2 steps, 1 of them CACHED</summary>

            | step | variant | type | took |
            | --- | --- | --- | ---: |
            | Read | seed=1 | ReadImages | CACHED |
            | Train | seed=1 | TrainStage | 12 s |

            </details>

            Log: `log.txt`
            """);
  }

  @Test
  void aRunThatFailedSaysWhy() throws IOException {
    append("step Train: loss is NaN");

    assertThat(file)
        .content()
        .startsWith("## Longtail run r1: failed\n\n```\nstep Train: loss is NaN\n```\n");
  }

  @Test
  void whatOtherStepsOfTheJobWroteIsKept() throws IOException {
    Files.writeString(file, "# Build\n");

    append(null);

    assertThat(file).content().startsWith("# Build\n").contains("## Longtail run r1: done");
  }

  private void append(@Nullable String error) throws IOException {
    RunStatus status = error == null ? RunStatus.DONE : RunStatus.FAILED;
    JobSummary.append(
        file,
        new PipelineRun.Outcome(
            new RunRecord(
                "r1",
                status,
                "p.yaml",
                Map.of(),
                Map.of(),
                "/s",
                "0.1.0",
                "2026-01-31",
                null,
                error),
            List.of(
                new FinishedStep("Read", "seed=1", "ReadImages", "a", true, 0.1),
                new FinishedStep("Train", "seed=1", "TrainStage", "b", false, 12.25)),
            new RunResults(
                Map.of(
                    "seed=1",
                    new VariantResults(
                        List.of(),
                        Map.of("average", ResultTableTest.accuracies(80, 55, 33, 65)),
                        Map.of()))),
            List.of(
                new OverSeeds(
                    "all seeds",
                    List.of("seed=1", "seed=2"),
                    Map.of("average", Map.of("all", Statistic.of(List.of(60.0, 62.0)))))),
            "log.txt"),
        List.of(new Requirement.Outcome(FEW, "default", false, "instance.few is 20.00")));
  }
}
