package org.longtail.schemas.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.Sha256;
import org.longtail.schemas.store.StepBuild;

class StoreVerificationTest {

  private final StoredSteps steps;

  StoreVerificationTest(@TempDir Path root) {
    this.steps = new StoredSteps(root);
  }

  @BeforeEach
  void commitTwoSteps() {
    steps.commit("one");
    steps.commit("two");
  }

  @Test
  void aStoreThatIsWholeHasNoDamage() throws IOException {
    long bytes =
        Files.size(steps.file("one", StoredSteps.FILE))
            + Files.size(steps.file("two", StoredSteps.FILE));

    assertThat(verify()).isEqualTo(new StoreVerification.Report(2, 2, bytes, List.of(), List.of()));
  }

  @Test
  void everyDamagedFileIsNamedByItsPath() throws IOException {
    Path cut = steps.file("one", StoredSteps.FILE);
    Path gone = steps.file("two", StoredSteps.FILE);
    Files.write(cut, new byte[10]);
    Files.delete(gone);

    assertThat(verify().damage())
        .hasSize(2)
        .anyMatch(line -> line.startsWith(cut + " is damaged: 10 bytes, "))
        .anyMatch(line -> line.equals(gone + " is missing"));
  }

  @Test
  void aChangeThatALookDoesNotSeeIsFound() throws IOException {
    Path file = steps.file("one", StoredSteps.FILE);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    var modified = Files.getLastModifiedTime(file);
    Files.write(file, content);
    Files.setLastModifiedTime(file, modified);

    assertThat(verify().damage())
        .singleElement()
        .asString()
        .startsWith(file + " is damaged: sha256 ");
  }

  @Test
  void aManifestThatCannotBeReadIsDamage() throws IOException {
    Path manifest = Files.writeString(steps.file("one", "manifest.json"), "{\"type\"");

    assertThat(verify().damage())
        .singleElement()
        .asString()
        .startsWith(manifest + " is damaged: not a Manifest: ");
  }

  @ParameterizedTest
  @CsvSource({"'\"name\" : \"one\"', '\"name\" : \"two\"'", "1.0.0, 1.0.1"})
  void aManifestThatSaysOtherThanItsKeyIsDamage(String before, String after) throws IOException {
    Path manifest = steps.file("one", "manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace(before, after));

    assertThat(verify().damage())
        .singleElement()
        .asString()
        .startsWith(manifest + " is damaged: what it says of the step has the key ");
  }

  @Test
  void aFileThatIsAsItsManifestSaysButNoArrowFileIsDamage() throws IOException {
    Path file = steps.file("one", StoredSteps.FILE);
    Path manifest = steps.file("one", "manifest.json");
    String before = Sha256.of(file);
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1] ^= 1;
    Files.write(file, content);
    Files.writeString(manifest, Files.readString(manifest).replace(before, Sha256.of(file)));

    assertThat(verify().damage())
        .singleElement()
        .asString()
        .startsWith(file + " is not an Arrow IPC file: ");
  }

  @Test
  void aStepWithoutAManifestIsUnfinishedNotDamaged() throws IOException {
    Files.delete(steps.file("one", "manifest.json"));

    StoreVerification.Report report = verify();

    assertThat(report.steps()).isEqualTo(1);
    assertThat(report.damage()).isEmpty();
    assertThat(report.unfinished()).containsExactly(StoredSteps.key("one").folder());
  }

  @Test
  void aStepThatIsBeingBuiltIsNoDamage() {
    ArtifactStore store = steps.store();
    try (StepBuild build = store.build(StoredSteps.key("three"))) {
      assertThat(build).isNotNull();
      assertThat(verify().damage()).isEmpty();
    }
  }

  @Test
  void progressGoesFromNothingToAll() {
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();

    StoreVerification.verify(
        steps.store(),
        (read, total) -> {
          done.add(read);
          totals.add(total);
        });

    assertThat(done).isSorted().startsWith(0L).endsWith(totals.get(0));
    assertThat(totals).containsOnly(totals.get(0));
  }

  @Test
  void anEmptyStoreIsWhole(@TempDir Path empty) {
    assertThat(StoreVerification.verify(new StoredSteps(empty).store(), (done, total) -> {}))
        .isEqualTo(new StoreVerification.Report(0, 0, 0, List.of(), List.of()));
  }

  @Test
  void aManifestIsTheSameAfterReading() {
    Manifest manifest = steps.commit("three");

    assertThat(steps.store().find(manifest.stepKey())).contains(manifest);
  }

  private StoreVerification.Report verify() {
    return StoreVerification.verify(steps.store(), (done, total) -> {});
  }
}
