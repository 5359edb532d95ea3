package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.runs.RunHold;

/** What the run folders of every artifact store keep to. */
@Timeout(60) // a writer that never comes to its end
abstract class RunFolderContract {

  private static final List<RunEvent> ONE_OF_EACH =
      List.of(
          new RunEvent.Needed("train", "seed=1", 0L, "TrainStage", "ab"),
          new RunEvent.SetAside(
              "train", "seed=1", 1L, "ReadImages", "ef", "a.arrow is missing", "damaged/a"),
          new RunEvent.Started("train", "seed=1", 1L, "TrainStage", "ab", "not in the store"),
          new RunEvent.Progress("train", "seed=1", 2L, "epoch", 1.5, 30, 128, 155.5, 60, 2.25),
          new RunEvent.Progress("train", "seed=1", 3L, "image", 1, 2, 64, 0, 0, null),
          new RunEvent.Finished(
              "train/1",
              "seed=1",
              4L,
              "TrainStage",
              "ab",
              true,
              0.5,
              Map.of("steps/TrainStage/ab/weights.arrow", "cd"),
              Map.of("accuracy", 0.75, "few", Double.NaN)),
          new RunEvent.Failed("sweep", "Größe", 5L, "line one\nline \"two\" {}"));

  private static final List<RunEvent> REST = ONE_OF_EACH.subList(1, ONE_OF_EACH.size());

  /** Opens the run once more, as another process would. */
  abstract RunFolder open(String run);

  @Test
  void knowsItsName() {
    assertThat(open("first").run()).isEqualTo("first");
  }

  @Test
  void aFileThatWasNotWrittenIsNotThere() {
    assertThat(open("first").read("run.json")).isEmpty();
  }

  @Test
  void aFileIsReadAsItWasWritten() {
    open("first").write("pipeline.yaml", "name: Größe\n\n");

    assertThat(open("first").read("pipeline.yaml")).contains("name: Größe\n\n");
  }

  @Test
  void aFileIsWrittenOver() {
    RunFolder run = open("first");
    run.write("run.json", "a longer text");
    run.write("run.json", "short");

    assertThat(run.read("run.json")).contains("short");
  }

  @Test
  void aReaderSeesTheOldContentOrTheNewButNoPart() throws ExecutionException, InterruptedException {
    RunFolder run = open("first");
    String old = "o".repeat(100_000);
    String young = "n".repeat(90_000);
    run.write("run.json", old);
    List<String> seen = new ArrayList<>();

    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> writing =
          writer.submit(
              () ->
                  IntStream.range(0, 100)
                      .forEach(i -> run.write("run.json", i % 2 == 0 ? young : old)));
      while (!writing.isDone()) {
        seen.add(open("first").read("run.json").orElseThrow());
      }
      writing.get();
    } finally {
      writer.shutdownNow();
    }

    assertThat(seen).isSubsetOf(old, young);
  }

  @Test
  void aNewRunHasNoEvents() {
    assertThat(open("first").events(0)).isEmpty();
  }

  @Test
  void eventsComeBackInTheOrderTheyWereAdded() {
    ONE_OF_EACH.forEach(open("first")::append);

    assertThat(open("first").events(0)).isEqualTo(ONE_OF_EACH);
  }

  @Test
  void aReaderGoesOnAfterTheEventsItHas() {
    RunFolder run = open("first");
    run.append(ONE_OF_EACH.get(0));
    int had = run.events(0).size();
    REST.forEach(run::append);

    assertThat(run.events(had)).isEqualTo(REST);
  }

  @Test
  void aReaderThatHasEveryEventGetsNone() {
    RunFolder run = open("first");
    ONE_OF_EACH.forEach(run::append);

    assertThat(run.events(ONE_OF_EACH.size())).isEmpty();
  }

  @Test
  void runsDoNotSeeEachOther() {
    open("first").append(ONE_OF_EACH.get(0));
    open("first").write("run.json", "{}");

    assertThat(open("second").events(0)).isEmpty();
    assertThat(open("second").read("run.json")).isEmpty();
  }

  @Test
  void aRunThatIsHeldGoesOn() {
    try (RunHold hold = open("first").hold().orElseThrow()) {
      assertThat(hold).isNotNull();
      open("first").write("run.json", "{\"status\": \"running\"}");

      assertThat(open("first").goesOn()).isTrue();
    }
  }

  @Test
  void aRunThatHasEndedDoesNotGoOn() {
    open("first").hold().orElseThrow().close();
    open("first").write("run.json", "{\"status\": \"done\"}");

    assertThat(open("first").goesOn()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"status\": \"running\"}", "{\"sta"})
  void aRunOfWhichOnlyTheRecordTellsMayGoOn(String record) {
    open("first").write("run.json", record);

    assertThat(open("first").goesOn()).isTrue();
    assertThat(open("first").remove()).isFalse();
  }

  @Test
  void aRunThatIsNotThereDoesNotGoOn() {
    assertThat(open("first").goesOn()).isFalse();
  }

  @Test
  void aRunIsAsLargeAsItsFiles() {
    open("first").write("run.json", "{}");
    open("first").write("pipeline.yaml", "pipeline:");

    assertThat(open("first").bytes()).isEqualTo(11);
  }

  @Test
  void aRunThatIsRemovedLeavesNothing() {
    open("first").write("run.json", "{\"status\": \"failed\"}");
    open("first").append(ONE_OF_EACH.get(0));
    open("second").write("run.json", "{}");

    assertThat(open("first").remove()).isTrue();

    assertThat(open("first").read("run.json")).isEmpty();
    assertThat(open("first").events(0)).isEmpty();
    assertThat(open("second").read("run.json")).contains("{}");
  }

  @Test
  void eventsOfSeveralThreadsStayWhole() throws ExecutionException, InterruptedException {
    int each = 100;
    List<RunEvent> written =
        IntStream.range(0, 4 * each)
            .<RunEvent>mapToObj(
                i -> new RunEvent.Failed("step " + i / each, "seed=1", i, "x".repeat(20 * i)))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        List<RunEvent> own = written.subList(writer * each, (writer + 1) * each);
        writers.add(threads.submit(() -> own.forEach(open("first")::append)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(open("first").events(0)).containsExactlyInAnyOrderElementsOf(written);
  }
}
