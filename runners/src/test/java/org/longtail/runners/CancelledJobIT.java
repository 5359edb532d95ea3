package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.longtail.runners.cluster.FlinkMaster;
import org.longtail.runners.cluster.FlinkRest;

/** Cancels jobs on a cluster of one slot, in the middle of steps that would take minutes. */
class CancelledJobIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int IMAGES = 30_000;
  private static final int SIDE = 28;
  private static final int CLASSES = 10;

  private static final String BEGINNING =
      """
      pipeline:
        transforms:
          - type: ReadImages
            name: Images
            config: {path: idx}
          - type: GroupSampling
            name: Sample
            input: Images.train
            config: {stage: 1, group: many, sampling: natural}
          - type: ReadImages
            name: FewImages
            config: {path: idx, n_max: 20, beta: 1}
          - type: GroupSampling
            name: SampleFew
            input: FewImages.train
            config: {stage: 1, group: many, sampling: natural, groups: {many: 10, few: 0}}
          - type: TrainStage
            name: Train
            input: {images: FewImages.train, sampling: SampleFew}
            config: {network: cifar_resnet, depth: 56, width: 16, epochs: 1, learning_rate: 0.01}
      """;

  private static final String IMPORTANCE =
      """
          - type: ImportanceScores
            name: Importance
            input: {images: Images.train, sampling: Sample, weights: Train}
      """;

  private static final String SCORING =
      """
          - type: TtlScoring
            name: Scoring
            input: {images: Images.test, sub_models: Train}
      """;

  private static final String DECODING =
      """
      pipeline:
        transforms:
          - type: ReadImages
            name: Pictures
            config:
              format: list
              path: pictures
              train_list: list.txt
              test_list: list.txt
      """;

  @TempDir static Path folder = Path.of("");

  private static String master = "";
  private static String taskManager = "";

  @BeforeAll
  static void startTheCluster() throws IOException {
    writeImages("train");
    writeImages("t10k");
    writePictures();
    CommandLineRun started = cluster("start", "--task-managers", "1");
    assertThat(started.exitCode()).as(started.err()).isZero();
    master = JSON.readTree(cluster("status", "--json").lastLine()).get("master").asText();
    taskManager = onlyTaskManager();
    CommandLineRun trained = run("beginning", BEGINNING);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  @AfterAll
  static void stopTheCluster() {
    assertThat(cluster("stop").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"decoding, ImageDecoder", "importance, TaylorImportance", "scoring, Classifier"})
  void theTaskManagerGoesOnWithTheNextJob(String step, String code) throws IOException {
    CommandLineRun left = run(step, pipeline(step), "--detach");
    assertThat(left.exitCode()).as(left.err()).isZero();
    awaitInTheMiddleOf("org.longtail." + packageOf(code) + "." + code);

    cancel(step);

    // Flink gives a task three minutes, and then kills the task manager.
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> job(step).state(), state -> state.equals("CANCELED"));
    assertThat(onlyTaskManager()).isEqualTo(taskManager);
    CommandLineRun next = run("after-" + step, BEGINNING);
    assertThat(next.exitCode()).as(next.err()).isZero();
  }

  private static String packageOf(String code) {
    return code.startsWith("Image") ? "images" : "learning";
  }

  private static String pipeline(String step) {
    return switch (step) {
      case "decoding" -> DECODING;
      case "importance" -> BEGINNING + IMPORTANCE;
      default -> BEGINNING + SCORING;
    };
  }

  private static void awaitInTheMiddleOf(String code) {
    Awaitility.await()
        .atMost(1, TimeUnit.MINUTES)
        .until(
            () -> get("/taskmanagers/" + taskManager + "/thread-dump").toString(),
            threads -> threads.contains(code));
  }

  private static void cancel(String run) throws IOException {
    FlinkMaster.of(master).rest().cancel(job(run));
  }

  private static FlinkRest.Job job(String run) throws IOException {
    return FlinkMaster.of(master).rest().job(EmbeddedFlink.jobName(run)).orElseThrow();
  }

  private static String onlyTaskManager() throws IOException {
    JsonNode taskManagers = get("/taskmanagers").get("taskmanagers");
    assertThat(taskManagers).hasSize(1);
    return taskManagers.get(0).get("id").asText();
  }

  private static CommandLineRun run(String name, String yaml, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), yaml);
    List<String> words =
        new ArrayList<>(List.of("run", file.toString(), "--run", name, "--runner", "flink"));
    words.addAll(List.of("--store", folder.resolve("store").toString()));
    words.addAll(List.of("--flink-master", master));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  private static CommandLineRun cluster(String... command) {
    List<String> words = new ArrayList<>(List.of("cluster"));
    words.addAll(List.of(command));
    words.addAll(List.of("--folder", folder.resolve("cluster").toString()));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  private static JsonNode get(String path) throws IOException {
    try {
      return JSON.readTree(
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://" + master + path)).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes a split in MNIST's format, of images that are all different. */
  private static void writeImages(String split) throws IOException {
    Path data = Files.createDirectories(folder.resolve("idx"));
    ByteBuffer images = ByteBuffer.allocate(16 + IMAGES * SIDE * SIDE);
    images.putInt(0x803).putInt(IMAGES).putInt(SIDE).putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + IMAGES);
    labels.putInt(0x801).putInt(IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      images.putInt(16 + i * SIDE * SIDE, split.hashCode() + i);
      labels.put((byte) (i % CLASSES));
    }
    Files.write(data.resolve(split + "-images-idx3-ubyte"), images.array());
    Files.write(data.resolve(split + "-labels-idx1-ubyte"), labels.array());
  }

  /** Writes a list that names one large picture again and again. */
  private static void writePictures() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    ImageIO.write(
        new BufferedImage(3000, 3000, BufferedImage.TYPE_3BYTE_BGR),
        "png",
        pictures.resolve("large.png").toFile());
    Files.write(folder.resolve("list.txt"), Collections.nCopies(IMAGES, "large.png 0"));
  }
}
