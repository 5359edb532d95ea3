package org.longtail.runners;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.upkeep.StoreVerification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code longtail store verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Reads every finished step whole: its manifest, and each file by size, sha256 and layout.",
      "Names every file that is not as it was committed."
    },
    footer = {"", "Exit codes: 0 nothing is damaged, 1 something is, 2 the command is wrong."})
final class VerifyCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private StoreArguments arguments = new StoreArguments();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ArtifactStore store = arguments.open();
    StoreVerification.Report report;
    try (ByteProgress progress = new ByteProgress("Verify", console)) {
      report = StoreVerification.verify(store, progress::show);
    }
    report.damage().forEach(console::line);
    report.unfinished().forEach(folder -> console.line(folder + " is unfinished: no manifest yet"));
    console.line(
        String.format(
            Locale.ROOT,
            "%s: %d steps with %d files (%s), %d damaged, %d unfinished",
            store.uri(),
            report.steps(),
            report.files(),
            Bytes.text(report.bytes()),
            report.damage().size(),
            report.unfinished().size()));
    if (!report.damage().isEmpty()) {
      console.line("Damaged steps are computed again by the next run that needs them.");
    }
    if (arguments.json()) {
      console.result(JsonLine.of(report));
    }
    return report.damage().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
