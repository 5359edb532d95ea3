package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.pipelines.report.Requirement;
import org.longtail.pipelines.report.RunResults;
import org.xml.sax.SAXException;

@Tag("elsewhere")
class JUnitReportTest {

  private static final Requirement FEW = Requirement.parse("few>=30");

  private final Path file;

  JUnitReportTest(@TempDir Path folder) {
    this.file = folder.resolve("run.xml");
  }

  @Test
  void everyStepIsATestThatTookAsLong() throws Exception {
    write(null, List.of());

    assertThat(value("count(//testsuite[@name='longtail r1']/testcase)")).isEqualTo("2");
    assertThat(value("//testcase[@name='Train (TrainStage)']/@time")).isEqualTo("12.250");
    assertThat(value("//testcase[@name='Train (TrainStage)']/@classname"))
        .isEqualTo("longtail.seed=1");
  }

  @Test
  void aCachedStepSaysSo() throws Exception {
    write(null, List.of());

    assertThat(value("//testcase[@name='Read (ReadImages)']/system-out")).contains("CACHED");
  }

  @Test
  void aRequirementThatIsNotMetIsAFailureWithItsFigure() throws Exception {
    write(
        null,
        List.of(
            new Requirement.Outcome(FEW, "default", false, "instance.few is 20.00"),
            new Requirement.Outcome(FEW, "default", true, "instance.few is 40.00")));

    assertThat(value("//testsuite[@name='longtail requirements']/@tests")).isEqualTo("2");
    assertThat(value("//testsuite[@name='longtail requirements']/@failures")).isEqualTo("1");
    assertThat(value("//failure/@message")).isEqualTo("instance.few is 20.00");
    assertThat(value("//failure/../@name")).isEqualTo("few>=30");
  }

  @Test
  void aRunThatFailedIsAnError() throws Exception {
    write("step Train: loss is NaN", List.of());

    assertThat(value("//testsuite/@errors")).isEqualTo("1");
    assertThat(value("//error")).isEqualTo("step Train: loss is NaN");
  }

  @Test
  void whatXmlCannotHoldIsReplaced() throws Exception {
    write("bell \u0007 & <tag> \uD800", List.of());

    assertThat(value("//error")).isEqualTo("bell \uFFFD & <tag> \uFFFD");
  }

  private void write(@Nullable String error, List<Requirement.Outcome> requirements)
      throws IOException {
    RunStatus status = error == null ? RunStatus.DONE : RunStatus.FAILED;
    JUnitReport.write(
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
            new RunResults(Map.of()),
            List.of(),
            "log.txt"),
        requirements);
  }

  private String value(String path)
      throws ParserConfigurationException, SAXException, IOException, XPathExpressionException {
    return XPathFactory.newInstance()
        .newXPath()
        .evaluate(
            path,
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Files.newInputStream(file)));
  }
}
