package org.longtail.runners;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.IVersionProvider;

/** What answers {@code --version}. */
final class Version implements IVersionProvider {

  /** The version of Longtail, such as {@code 0.1.0}. */
  static String number() {
    Properties properties = new Properties();
    try (InputStream resource =
        Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
      properties.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read version.properties", e);
    }
    return properties.getProperty("version", "unknown");
  }

  @Override
  public String[] getVersion() {
    Engine engine = Engine.getInstance();
    return new String[] {
      "longtail " + number(),
      String.format(Locale.ROOT, "engine   %s %s", engine.getEngineName(), engine.getVersion()),
      "device   " + devices(engine.getGpuCount())
    };
  }

  private static String devices(int gpus) {
    return gpus == 0
        ? "cpu"
        : IntStream.range(0, gpus).mapToObj(gpu -> "gpu" + gpu).collect(Collectors.joining(", "));
  }
}
