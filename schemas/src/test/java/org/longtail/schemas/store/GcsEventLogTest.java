package org.longtail.schemas.store;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.gcs.GcsServer;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;

/** A run's events in a bucket: segments, and the log that they are joined to. */
@Timeout(60) // a reader or writer that never comes to its end
class GcsEventLogTest {

  private static final String LOG = "runs/one/events.jsonl";
  private static final String SEGMENTS = "runs/one/events/";

  private final Path cache;
  private final GcsObjects objects;

  GcsEventLogTest(@TempDir Path cache) {
    this.cache = cache;
    this.objects = GcsObjects.on(SharedServer.get(), cache);
  }

  @Test
  void theLogIsThereFromTheFirstEventOn() {
    RunFolder run = open();
    run.append(event(1));

    assertThat(objects.content(LOG)).startsWith("{\"event\":\"failed\",").endsWith("}\n");
    assertThat(objects.names()).containsExactly(LOG);
  }

  @Test
  void manyEventsAreJoinedAsTheyCome() {
    RunFolder run = open();
    events(1, 100).forEach(run::append);

    assertThat(segments()).hasSizeLessThan(32);
    assertThat(open().events(0)).isEqualTo(events(1, 100));
  }

  @Test
  void aReaderGoesOnWhileSegmentsAreJoined() {
    RunFolder writer = open();
    RunFolder reader = open();
    events(1, 10).forEach(writer::append);
    assertThat(reader.events(0)).isEqualTo(events(1, 10));

    events(11, 80).forEach(writer::append);

    assertThat(reader.events(10)).isEqualTo(events(11, 80));
    assertThat(reader.events(80)).isEmpty();
  }

  @Test
  void theLogIsOneObjectWhenTheRunHasEnded() {
    RunFolder run = open();
    run.hold()
        .ifPresent(
            hold -> {
              events(1, 50).forEach(run::append);
              hold.close();
            });

    assertThat(objects.names()).containsExactly(LOG);
    assertThat(objects.content(LOG).lines()).hasSize(50);
    assertThat(open().events(0)).isEqualTo(events(1, 50));
  }

  @Test
  void progressGoesAlongWithTheNextEventThatCannotWait() {
    EventWriter writer = patient();
    writer.add(progress(1));
    writer.add(progress(2));
    writer.add(event(3));

    assertThat(objects.content(LOG).lines()).hasSize(3);
    assertThat(open().events(0)).containsExactly(progress(1), progress(2), event(3));
  }

  @Test
  void progressWaitsForMore() {
    patient().add(progress(1));

    assertThat(objects.names()).isEmpty();
  }

  @Test
  void progressGoesToTheLogByItselfAfterAWhile() {
    RunFolder run = open();
    run.append(progress(1));
    run.append(progress(2));

    RunFolder reader = open();
    while (reader.events(0).size() < 2) {
      Thread.onSpinWait();
    }
    assertThat(reader.events(0)).containsExactly(progress(1), progress(2));
  }

  @Test
  void aWriterWhoseNumberWasJoinedAndDeletedMeanwhileLosesNothing() {
    RunFolder slow = open();
    slow.append(event(1));
    RunFolder fast = open();
    events(2, 70).forEach(fast::append);

    slow.append(event(71));
    slow.append(event(72));

    assertThat(open().events(0)).isEqualTo(events(1, 72));
  }

  @Test
  void anEventWhoseAnswerWasLostIsAddedOnce() {
    try (GcsServer server = GcsServer.start()) {
      GcsObjects there = GcsObjects.on(server, cache);
      RunFolder run = there.open().run("one");
      run.append(event(1));
      server.once(
          post(anyUrl()).withRequestBody(containing("events/0000")),
          GcsServer.carriedOut().withFault(Fault.CONNECTION_RESET_BY_PEER));

      run.append(event(2));

      assertThat(server.behaves()).isTrue();
      assertThat(there.open().run("one").events(0)).containsExactly(event(1), event(2));
    }
  }

  @Test
  void anEventThatItsWriterAddedTwiceIsReadOnce() {
    String twice =
        new EventLine("w", 1, event(1)).text()
            + new EventLine("w", 2, event(2)).text()
            + new EventLine("v", 1, event(3)).text()
            + new EventLine("w", 1, event(1)).text()
            + new EventLine("w", 2, event(2)).text()
            + new EventLine("w", 3, event(4)).text();
    new EventSegments(objects.bucket(), "runs/one/").add(twice.getBytes(UTF_8));

    assertThat(open().events(0)).isEqualTo(events(1, 4));
  }

  @Test
  void theLogOfARunThatWasCopiedFromAFolderIsReadAndGoesOn() {
    objects.overwrite(LOG, Json.line(event(1)) + Json.line(event(1)));

    open().append(event(2));

    assertThat(open().events(0)).containsExactly(event(1), event(1), event(2));
  }

  @Test
  void anEventThatIsDamagedIsNamedByItsObject() {
    objects.overwrite(LOG, "{\"event\":\"exploded\"}\n");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> open().events(0))
        .withMessageStartingWith(objects.uri() + LOG + " is damaged: not a RunEvent: ");
  }

  private RunFolder open() {
    return objects.open().run("one");
  }

  /** A writer whose progress waits for ever. */
  private EventWriter patient() {
    return new EventWriter(new EventSegments(objects.bucket(), "runs/one/"), Duration.ofDays(1));
  }

  private List<String> segments() {
    return objects.names().stream().filter(name -> name.startsWith(SEGMENTS)).toList();
  }

  private static List<RunEvent> events(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(GcsEventLogTest::event).toList();
  }

  private static RunEvent event(int number) {
    return new RunEvent.Failed("train", "seed=1", number, "no memory");
  }

  private static RunEvent progress(int number) {
    return new RunEvent.Progress("train", "seed=1", number, "epoch", number, 30, 1, 1, 1, 0.5);
  }
}
