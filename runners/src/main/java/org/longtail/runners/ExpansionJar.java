package org.longtail.runners;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.beam.sdk.expansion.service.ExpansionServiceOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * What the jar for Beam's launchers runs: the expansion service with the words that launchers give
 * Beam's own, which would listen to every machine and serve every file.
 *
 * <pre>{@code
 * java -jar longtail-expansion.jar 8097 --filesToStage=longtail-expansion.jar
 * }</pre>
 */
public final class ExpansionJar {

  private ExpansionJar() {}

  /**
   * Serves until the process ends.
   *
   * @param args the port, then options of Beam's
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PipelineOptionsFactory.register(ExpansionServiceOptions.class);
    try (ExpansionServer server =
        ExpansionServer.start(
            port(args),
            PipelineOptionsFactory.fromArgs(Arrays.copyOfRange(args, 1, args.length)).create())) {
      server.await();
    }
  }

  private static int port(String[] args) {
    if (args.length == 0 || !args[0].matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: the first word must be the port to listen on; for example: java -jar longtail-expansion.jar 8097",
              args.length == 0 ? "no words" : args[0]));
    }
    return Integer.parseInt(args[0]);
  }
}
