package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.runs.RunHold;

@Tag("elsewhere")
class LocalRunFolderTest extends RunFolderContract {

  private static final RunEvent EVENT = new RunEvent.Failed("train", "seed=1", 1, "no memory");

  private final Path root;

  LocalRunFolderTest(@TempDir Path root) {
    this.root = root;
  }

  @Override
  RunFolder open(String run) {
    return new LocalFiles(root).open().run(run);
  }

  @Test
  void theFolderHoldsWhatWasWrittenAndNoDrafts() {
    RunFolder run = open("first");
    run.write("run.json", "{}");
    run.append(EVENT);

    assertThat(new LocalFiles(root).names())
        .containsExactlyInAnyOrder("runs/first/run.json", "runs/first/events.jsonl");
  }

  /** A temporary file is its owner's alone, and a log may be kept from one. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whoeverTheUmaskLetsReadMayReadARun(@TempDir Path elsewhere) throws IOException {
    Path temporary = Files.createTempFile(elsewhere, "run", ".log");
    Path usual = Files.createFile(elsewhere.resolve("usual"));

    RunFolder run = open("first");
    run.write("run.json", "{}");
    run.write("log.txt", temporary);
    run.append(EVENT);

    assertThat(List.of("run.json", "log.txt", "events.jsonl"))
        .extracting(name -> Files.getPosixFilePermissions(root.resolve("runs/first").resolve(name)))
        .containsOnly(Files.getPosixFilePermissions(usual))
        .doesNotContain(Files.getPosixFilePermissions(temporary));
  }

  @Test
  void aWriteThatFailsLeavesWhatWasThereAndNoDraft() {
    RunFolder run = open("first");
    run.write("run.json", "{}");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> run.write("run.json", root.resolve("missing")))
        .withMessageStartingWith("cannot write " + root.resolve("runs/first/run.json"));

    assertThat(run.read("run.json")).contains("{}");
    assertThat(new LocalFiles(root).names()).containsExactly("runs/first/run.json");
  }

  @Test
  void anEventThatIsStillBeingWrittenComesNextTime() throws IOException {
    RunFolder run = open("first");
    run.append(EVENT);
    Path log = root.resolve("runs/first/events.jsonl");

    Files.writeString(log, "{\"event\":\"finished\",\"outputs\":{}", StandardOpenOption.APPEND);

    assertThat(run.events(0)).containsExactly(EVENT);
  }

  @Test
  void anEventThatIsDamagedIsNamedByItsFile() throws IOException {
    RunFolder run = open("first");
    run.append(EVENT);
    Path log = root.resolve("runs/first/events.jsonl");

    Files.writeString(log, "{\"event\":\"exploded\"}\n", StandardOpenOption.APPEND);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> run.events(0))
        .withMessageStartingWith(log + " is damaged: not a RunEvent: ");
  }

  @Test
  void aRunIsHeldByOneAtATime() {
    try (RunHold hold = open("first").hold().orElseThrow()) {
      assertThat(hold).isNotNull();
      assertThat(open("first").hold()).isEmpty();
    }
    assertThat(open("first").hold()).isPresent();
  }

  @Test
  void aRunThatIsHeldIsNotRemovedWhateverItsRecordSays() {
    open("first").write("run.json", "{\"status\": \"done\"}");

    try (RunHold hold = open("first").hold().orElseThrow()) {
      assertThat(hold).isNotNull();
      assertThat(open("first").goesOn()).isTrue();
      assertThat(open("first").remove()).isFalse();
    }
    assertThat(open("first").read("run.json")).isPresent();
  }

  @Test
  void aRunThatNobodyHoldsAnyMoreDoesNotGoOnWhateverItsRecordSays() {
    open("first").hold().orElseThrow().close();
    open("first").write("run.json", "{\"status\": \"running\"}");

    assertThat(open("first").goesOn()).isFalse();
  }

  @Test
  void aRemovedRunLeavesNoFolder() {
    open("first").write("run.json", "{\"status\": \"done\"}");

    assertThat(open("first").remove()).isTrue();

    assertThat(root.resolve("runs/first")).doesNotExist();
  }
}
