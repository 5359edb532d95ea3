package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.longtail.pipelines.report.Accuracies;
import org.longtail.pipelines.report.Balances;
import org.longtail.pipelines.report.OverSeeds;
import org.longtail.pipelines.report.RunResults;
import org.longtail.pipelines.report.Statistic;
import org.longtail.pipelines.report.VariantResults;

@Tag("elsewhere")
class RunReportTest {

  private static final RunRecord RUNNING =
      new RunRecord(
          "r1",
          RunStatus.RUNNING,
          "p.yaml",
          Map.of(),
          Map.of(),
          "/store",
          "0.1.0",
          "2026-01-31",
          null,
          null);

  @Test
  void aReportHasTheStepsAndTheResultsByVariant() {
    Map<String, Accuracies> joined = new LinkedHashMap<>();
    joined.put("average", ResultTableTest.accuracies(80, 55, 33, 65));
    joined.put("instance", ResultTableTest.accuracies(81, 56, 34, 66));
    VariantResults results =
        new VariantResults(
            List.of(
                new VariantResults.SubModel(1, ResultTableTest.accuracies(80.1, 40, 0, 200.0 / 3))),
            joined,
            Map.of("many", List.of(0.75, 0.25)));

    assertThat(
            report(
                RUNNING.ended(RunStatus.DONE, "2026-02-01", null),
                List.of(new FinishedStep("Judge", "default", "Evaluate", "abc", true, 0.25)),
                Map.of("default", results)))
        .isEqualTo(
            "{'run':'r1','status':'done','store':'/store',"
                + "'steps':[{'name':'Judge','type':'Evaluate','key':'abc','cached':true,'seconds':0.25}],"
                + "'results':{'default':{"
                + "'submodels':[{'stage':1,'many':80.1,'medium':40.0,'few':0.0,'all':66.666667}],"
                + "'average':{'many':80.0,'medium':55.0,'few':33.0,'all':65.0},"
                + "'instance':{'many':81.0,'medium':56.0,'few':34.0,'all':66.0},"
                + "'lambda':{'many':[0.75,0.25]}}}}");
  }

  @Test
  void aFailedRunHasAnError() {
    assertThat(
            report(
                RUNNING.ended(RunStatus.FAILED, "2026-02-01", "step Train: loss is NaN"),
                List.of(),
                Map.of()))
        .isEqualTo(
            "{'run':'r1','status':'failed','store':'/store','steps':[],'results':{},"
                + "'error':'step Train: loss is NaN'}");
  }

  @Test
  void aStepOfAnotherVariantNamesIt() {
    assertThat(
            report(
                RUNNING.ended(RunStatus.DONE, "2026-02-01", null),
                List.of(new FinishedStep("Train", "seed=2", "TrainStage", "abc", false, 3)),
                Map.of()))
        .contains("{'name':'Train','variant':'seed=2','type':'TrainStage'");
  }

  @Test
  void severalSeedsHaveAMeanAndADeviation() {
    OverSeeds seeds =
        new OverSeeds(
            "all seeds",
            List.of("seed=1", "seed=2"),
            Map.of("average", Map.of("all", Statistic.of(List.of(60.0, 62.0)))));
    PipelineRun.Outcome outcome =
        new PipelineRun.Outcome(
            RUNNING.ended(RunStatus.DONE, "2026-02-01", null),
            List.of(),
            new RunResults(Map.of()),
            List.of(seeds),
            "log.txt");

    assertThat(RunReport.of(outcome, List.of()).toJson().replace('"', '\''))
        .contains(
            "'over_seeds':{'all seeds':{'variants':['seed=1','seed=2'],'average':{'all':{'mean':61.0,'sd':1.414214}}}}");
  }

  @Test
  void aBalanceIsAmongTheResultsOfItsVariantWithoutWhatIsUndefined() {
    Balances.OfModel balance =
        new Balances.OfModel(Map.of("few", 1e-9), Map.of("few", 1.0), Double.NaN, -0.25);
    PipelineRun.Outcome outcome =
        new PipelineRun.Outcome(
            RUNNING.ended(RunStatus.DONE, "2026-02-01", null),
            List.of(),
            new RunResults(Map.of(), Map.of("default", Map.of("average", balance))),
            List.of(),
            "log.txt");

    assertThat(RunReport.of(outcome, List.of()).toJson().replace('"', '\''))
        .contains(
            "'results':{'default':{'balance':{'average':{'importance':{'few':1.0E-9},"
                + "'share':{'few':1.0},'class_correlation':-0.25}}}}");
  }

  private static String report(
      RunRecord record, List<FinishedStep> steps, Map<String, VariantResults> results) {
    PipelineRun.Outcome outcome =
        new PipelineRun.Outcome(record, steps, new RunResults(results), List.of(), "log.txt");
    return RunReport.of(outcome, List.of()).toJson().replace('"', '\'');
  }
}
