package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class LongtailTest {

  private static final String ASCII = "ANSI_X3.4-1968|US-ASCII|646";

  private final NumberPipeline pipeline;

  LongtailTest(@TempDir Path folder) {
    this.pipeline = new NumberPipeline(folder);
  }

  @Test
  void aRightFileIsValid() throws IOException {
    CommandLineRun valid = CommandLineRun.of("validate", pipeline.file());

    assertThat(valid.exitCode()).isZero();
    assertThat(valid.err()).contains("numbers.yaml: valid, 3 transforms");
  }

  @Test
  void everyFaultOfAFileHasALine() throws IOException {
    String file =
        pipeline.file(
            """
            pipeline:
              transforms:
                - type: WriteNumber
                  config: {valeu: 2}
                - type: AddNumbrs
            """);

    CommandLineRun refused = CommandLineRun.of("validate", file);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("valeu").contains("AddNumbrs").doesNotContain("\tat ");
  }

  @Test
  void aVariableThatTheFileLacksIsRefused() throws IOException {
    CommandLineRun refused = CommandLineRun.of("validate", pipeline.file(), "--set", "limt=3");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("limt");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    CommandLineRun refused = CommandLineRun.of("run", "no-such-file.yaml");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("no-such-file.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate 猫.yaml", "runs --store 图片", "lineage 猫.arrow"})
  @EnabledIfSystemProperty(named = "sun.jnu.encoding", matches = ASCII)
  void aNameThatTheLocaleCannotEncodeIsRefusedWithWhatHelps(String command) {
    CommandLineRun refused = CommandLineRun.of(command.split(" "));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("is a name that this process cannot open", "LC_ALL=C.UTF-8");
  }

  @Test
  @EnabledIfSystemProperty(named = "sun.jnu.encoding", matches = ASCII)
  void aFieldWhoseNameTheLocaleCannotEncodeIsAFaultInItsLine() throws IOException {
    CommandLineRun refused = CommandLineRun.of("validate", pipeline.file(imagesIn("图片")));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "numbers.yaml:4: step 'ReadImages': field 'path': '图片' is a name that this process")
        .contains("LC_ALL=C.UTF-8");
  }

  @Test
  @DisabledIfSystemProperty(named = "sun.jnu.encoding", matches = ASCII)
  void aFieldMayNameAFolderInAnyScript() throws IOException {
    Files.createDirectory(pipeline.folder().resolve("图片"));

    CommandLineRun valid = CommandLineRun.of("validate", pipeline.file(imagesIn("图片")));

    assertThat(valid.err()).contains("numbers.yaml: valid, 1 transform");
  }

  private static String imagesIn(String folder) {
    return """
    pipeline:
      transforms:
        - type: ReadImages
          config: {path: '%s'}
    """
        .replace("%s", folder);
  }

  @Test
  void anUnknownOptionIsRefused() throws IOException {
    CommandLineRun refused = CommandLineRun.of("run", pipeline.file(), "--stor", "x");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--stor");
  }

  @Test
  void aCommandIsRequired() {
    assertThat(CommandLineRun.of().exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "validate", "results", "subset"})
  void theHelpOfACommandHasAnExample(String command) {
    CommandLineRun help = CommandLineRun.of(command, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).containsPattern("Examples?:").contains("longtail " + command);
  }

  @Test
  void theVersionNamesTheEngineAndTheDevice() {
    CommandLineRun version = CommandLineRun.of("--version");

    assertThat(version.exitCode()).isZero();
    assertThat(version.out())
        .containsPattern("longtail +[0-9]")
        .containsPattern("engine +PyTorch [0-9]");
    assertThat(version.out()).containsPattern("device +(cpu|gpu0)");
  }

  @Test
  void aSubsetOfAFolderWithoutTheDataIsRefused() {
    CommandLineRun refused =
        CommandLineRun.of(
            "subset",
            "--source",
            pipeline.folder().toString(),
            "--out",
            pipeline.folder().resolve("out").toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(pipeline.folder().toString());
  }
}
