package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that has nothing but Arrow's own reader finds in files of every kind. */
class ForeignReaderTest {

  private final Path folder;
  private final List<String> files = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();

  ForeignReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void findsEveryValueOfEveryKindOfFile() throws IOException, InterruptedException {
    writeTensors();
    writeMasks();
    writeImages();
    writeTables();

    assertThat(readInAnotherProcess()).containsExactlyElementsOf(expected);
  }

  private void writeTensors() throws IOException {
    Layouts.weights().write(file("weights"));
    expect(List.of("name", "shape", "values"), tensors(Layouts.weights().tensors()));
    Layouts.importance().write(file("importance"));
    expect(List.of("name", "shape", "score"), tensors(Layouts.importance().scores()));
  }

  private static List<List<Object>> tensors(List<Tensor> tensors) {
    return tensors.stream()
        .<List<Object>>map(
            tensor -> List.of(tensor.name(), boxed(tensor.shape()), boxed(tensor.values())))
        .toList();
  }

  private void writeMasks() throws IOException {
    for (Compression compression : Compression.values()) {
      Layouts.largeMask().write(file("mask-" + compression), compression);
      expect(
          List.of("name", "shape", "keep"),
          Layouts.largeMask().masks().stream()
              .<List<Object>>map(
                  mask ->
                      List.of(
                          mask.name(),
                          boxed(mask.shape()),
                          IntStream.range(0, mask.size()).mapToObj(mask.keep()::get).toList()))
              .toList());
    }
  }

  private void writeImages() throws IOException {
    for (Compression compression : Compression.values()) {
      Layouts.images(5000).write(file("images-" + compression), compression);
      expect(
          List.of("image", "label", "pixels"),
          Layouts.images(5000).images().stream()
              .<List<Object>>map(image -> List.of(image.image(), image.label(), image.pixels()))
              .toList());
    }
  }

  private void writeTables() throws IOException {
    Layouts.sampling().write(file("sampling"));
    expect(
        List.of("class", "label", "count", "group", "probability", "alpha"),
        Layouts.sampling().classes().stream()
            .<List<Object>>map(
                row ->
                    List.of(
                        row.index(),
                        row.label(),
                        row.count(),
                        row.group(),
                        row.probability(),
                        row.alpha()))
            .toList());
    Layouts.sweep().write(file("sweep"));
    expect(
        List.of("gamma", "accuracy", "many", "medium", "few", "chosen"),
        Layouts.sweep().points().stream()
            .<List<Object>>map(
                point ->
                    List.of(
                        point.gamma(),
                        point.accuracy(),
                        point.many(),
                        point.medium(),
                        point.few(),
                        point.chosen()))
            .toList());
    Layouts.predictions().write(file("predictions"));
    expect(
        List.of("image", "label", "predicted", "lambda", "probabilities"),
        Layouts.predictions().images().stream()
            .<List<Object>>map(
                image ->
                    List.of(
                        image.image(),
                        image.label(),
                        image.predicted(),
                        boxed(image.lambda()),
                        boxed(image.probabilities())))
            .toList());
    writeScores();
  }

  private void writeScores() throws IOException {
    Layouts.evaluation().write(file("evaluation"));
    expect(
        List.of("model", "scope", "subset", "images", "accuracy", "class_accuracy", "lambda"),
        Layouts.evaluation().scores().stream()
            .<List<Object>>map(
                score ->
                    List.of(
                        score.model(),
                        score.scope(),
                        score.subset(),
                        score.images(),
                        score.accuracy(),
                        score.classAccuracy(),
                        boxed(score.lambda())))
            .toList());
    Layouts.balance().write(file("balance"));
    expect(
        List.of(
            "model",
            "scope",
            "subset",
            "importance",
            "share",
            "accuracy",
            "group_correlation",
            "class_correlation"),
        Layouts.balance().rows().stream()
            .<List<Object>>map(
                row ->
                    List.of(
                        row.model(),
                        row.scope(),
                        row.subset(),
                        row.importance(),
                        row.share(),
                        row.accuracy(),
                        row.groupCorrelation(),
                        row.classCorrelation()))
            .toList());
  }

  private static List<Long> boxed(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static List<Float> boxed(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  private Path file(String name) {
    Path file = folder.resolve(name + ".arrow");
    files.add(file.toString());
    return file;
  }

  private void expect(List<String> columns, List<List<Object>> rows) {
    expected.add(ForeignReader.line(columns, rows));
  }

  private List<String> readInAnotherProcess() throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            ForeignReader.class.getName());
    java.command().addAll(files);
    Process process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return printed.lines().toList();
  }
}
