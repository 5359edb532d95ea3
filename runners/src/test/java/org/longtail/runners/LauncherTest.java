package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The locale that the launcher gives Java, told by a program in Java's place. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
      echo "LC_ALL=$LC_ALL LC_CTYPE=$LC_CTYPE LANG=$LANG"
      for word; do echo "$word"; done
      """;

  /** The program of this name on a machine that has three locales. */
  private static final String LOCALE =
      """
      #!/bin/sh
      case "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" in
        C.UTF-8 | ja_JP.UTF-8) echo UTF-8 ;;
        de_DE) echo ISO-8859-1 ;;
        *) echo ANSI_X3.4-1968 ;;
      esac
      """;

  private final Path root;
  private final Path programs;

  LauncherTest(@TempDir Path root) {
    this.root = root;
    this.programs = root.resolve("bin");
  }

  @BeforeEach
  void install() throws IOException {
    Files.copy(Path.of("..", "longtail"), root.resolve("longtail"));
    Path stamp = Files.createDirectories(root.resolve("runners/target")).resolve("longtail.stamp");
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
    program(root.resolve("jdk/bin/java"), JAVA);
    program(programs.resolve("locale"), LOCALE);
    for (String name : List.of("bash", "dirname", "find", "sed", "head")) {
      Files.createSymbolicLink(programs.resolve(name), installed(name));
    }
  }

  private static void program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path installed(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no program " + name));
  }

  @Test
  void theLocaleCBecomesUtf8() throws Exception {
    assertThat(launch(Map.of("LC_ALL", "C"))).contains("LC_ALL=C.UTF-8 LC_CTYPE= LANG=");
    assertThat(launch(Map.of("LANG", "POSIX"))).contains("LC_ALL= LC_CTYPE=C.UTF-8 LANG=POSIX");
    assertThat(launch(Map.of())).contains("LC_ALL= LC_CTYPE=C.UTF-8 LANG=");
  }

  @Test
  void aLocaleThatIsNotInstalledCountsAsC() throws Exception {
    assertThat(launch(Map.of("LANG", "xx_XX.UTF-8")))
        .contains("LC_ALL= LC_CTYPE=C.UTF-8 LANG=xx_XX.UTF-8");
  }

  @Test
  void anEncodingThatSomebodyChoseStays() throws Exception {
    assertThat(launch(Map.of("LANG", "ja_JP.UTF-8")))
        .contains("LC_ALL= LC_CTYPE= LANG=ja_JP.UTF-8");
    assertThat(launch(Map.of("LANG", "de_DE"))).contains("LC_ALL= LC_CTYPE= LANG=de_DE");
  }

  @Test
  void whereNoProgramTellsTheEncodingTheLocalesNameDoes() throws Exception {
    Files.delete(programs.resolve("locale"));

    assertThat(launch(Map.of("LC_ALL", "C"))).contains("LC_ALL=C.UTF-8 LC_CTYPE= LANG=");
    assertThat(launch(Map.of("LANG", "de_DE"))).contains("LC_ALL= LC_CTYPE= LANG=de_DE");
  }

  @Test
  void filesAreWrittenInUtf8AndArgumentsHandedOnAsTheyAre() throws Exception {
    assertThat(launch(Map.of("LC_ALL", "C"), "run", "图片 é.yaml"))
        .contains("-Dfile.encoding=UTF-8")
        .endsWith("run", "图片 é.yaml");
  }

  private List<String> launch(Map<String, String> locale, String... args) throws Exception {
    Path arguments = root.resolve("arguments");
    // Java encodes arguments in the locale of the tests: a shell reads them from a file instead.
    Files.write(arguments, List.of(args));
    ProcessBuilder launcher =
        new ProcessBuilder(
            programs.resolve("bash").toString(),
            "-c",
            "mapfile -t words < \"$1\"; exec \"$2\" \"${words[@]}\"",
            "bash",
            arguments.toString(),
            root.resolve("longtail").toString());
    launcher.environment().clear();
    launcher.environment().put("PATH", programs.toString());
    launcher.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    launcher.environment().putAll(locale);
    launcher.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = launcher.start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }
}
