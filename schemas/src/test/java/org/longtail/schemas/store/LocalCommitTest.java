package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.ArtifactKind;

/** A commit on this machine is whole, or it did not happen. */
class LocalCommitTest {

  private static final StoredStep STEP = StoredStep.named("one");

  private final Path root;
  private final ArtifactStore store;
  private final Path folder;

  LocalCommitTest(@TempDir Path root) {
    this.root = root;
    this.store = new LocalFiles(root).open();
    this.folder = root.resolve(STEP.key().folder());
  }

  /** Commits a step whose manifest is larger than a file may be in this process. */
  public static final class LargeManifest {
    private LargeManifest() {}

    public static void main(String[] arguments) {
      try (StepBuild build = ArtifactStores.open(arguments[0]).build(STEP.key())) {
        STEP.write(build);
        build.commit(
            List.of(
                new StepBuild.Draft("sampling", ArtifactKind.SAMPLING, StoredStep.FILE, Map.of())),
            outputs ->
                new Manifest(
                    STEP.key().type(),
                    "1.0.0",
                    STEP.key().digest(),
                    Map.of("note", "x".repeat(1 << 20)),
                    Map.of(),
                    outputs,
                    0,
                    "unpackaged",
                    Map.of()));
      } catch (StoreException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void whatABuildLeftThatDiedInMidCommitIsReplaced() throws IOException {
    Files.createDirectories(folder.resolve("progress"));
    Files.writeString(folder.resolve(StoredStep.FILE), "of the build that died");
    Files.writeString(folder.resolve("other.arrow"), "of the build that died");
    Files.writeString(folder.resolve("progress/epoch-3.arrow"), "of the build that died");

    Manifest manifest = STEP.commit(store);

    assertThat(store.damage(manifest)).isEmpty();
    assertThat(new LocalFiles(folder).names())
        .containsExactlyInAnyOrder(StoredStep.FILE, "manifest.json");
  }

  @Test
  void anOutputThatIsMissingLeavesNothingOfTheOthers() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);
      List<StepBuild.Draft> drafts =
          List.of(
              new StepBuild.Draft("a", ArtifactKind.SAMPLING, StoredStep.FILE, Map.of()),
              new StepBuild.Draft("b", ArtifactKind.SAMPLING, "forgotten.arrow", Map.of()));

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> build.commit(drafts, outputs -> STEP.manifest()))
          .withMessageStartingWith("cannot commit %s: ", folder)
          .withMessageContaining("forgotten.arrow")
          .withMessageEndingWith("; nothing of the step was stored");
    }

    assertThat(folder).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // which knows no limit of a file's size
  void aDiskThatIsFullInMidCommitLeavesNothing() throws IOException, InterruptedException {
    String java =
        String.format(
            Locale.ROOT,
            "exec '%s' -XX:-UsePerfData -cp '%s' '%s' '%s'",
            Path.of(System.getProperty("java.home"), "bin", "java"),
            Objects.requireNonNull(System.getProperty("java.class.path")),
            LargeManifest.class.getName(),
            root);
    Process process =
        new ProcessBuilder("bash", "-c", "ulimit -f 64 && " + java)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said)
        .startsWith(String.format(Locale.ROOT, "cannot commit %s: java.io.IOException: ", folder))
        .contains("File too large; nothing of the step was stored");
    assertThat(folder).doesNotExist();
    assertThat(root.resolve("building").resolve(STEP.key().type()).resolve(STEP.key().digest()))
        .doesNotExist();
    assertThat(store.damage(STEP.commit(store))).isEmpty();
  }

  @Test
  void aStoreThatCannotBeWrittenToIsReadAllTheSame() throws IOException {
    Manifest manifest = STEP.commit(store);
    Files.delete(root.resolve("verified/GroupSampling/" + STEP.key().digest() + ".json"));
    whileReadOnly(
        () -> {
          assertThat(store.find(STEP.key())).contains(manifest);
          assertThat(store.damage(manifest)).isEmpty();
          assertThat(store.fetch(StoredStep.artifact(manifest))).hasContent(STEP.content());
        });
  }

  @Test
  void aStoreThatCannotBeWrittenToIsNamedByWhoBuilds() throws IOException {
    STEP.commit(store);
    StoredStep other = StoredStep.named("other");
    whileReadOnly(
        () ->
            assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.build(other.key()))
                .withMessageStartingWith("cannot write to " + root.resolve(other.key().folder()))
                .withMessageContaining("AccessDeniedException"));
  }

  /** The administrator may write anywhere: there such a store cannot be made. */
  private void whileReadOnly(Runnable check) throws IOException {
    List<Path> folders;
    try (var paths = Files.walk(root)) {
      folders = paths.filter(Files::isDirectory).toList();
    }
    try {
      for (Path path : folders) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
      }
      assumeThat(Files.isWritable(root)).isFalse();
      check.run();
    } finally {
      for (Path path : folders) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
