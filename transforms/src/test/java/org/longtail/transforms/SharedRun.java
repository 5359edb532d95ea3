package org.longtail.transforms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.longtail.images.BandedImages;

/**
 * Hands the tests of all steps one run of {@link SmallPipeline}, so that its networks are trained
 * once. Tests may add steps to its store, but change none that are there.
 */
public final class SharedRun implements ParameterResolver {

  /** The run and the folder that it is in. */
  private record Folder(Path root, FinishedRun run) implements AutoCloseable {

    static Folder make() {
      try {
        Path root = Files.createTempDirectory("small-pipeline");
        Path data = BandedImages.write(root.resolve("data"));
        return new Folder(
            root,
            FinishedRun.ofDirectRunner(
                root.resolve("store"), pipeline -> SmallPipeline.addTo(pipeline, data)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == FinishedRun.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedRun.class))
        .getOrComputeIfAbsent(Folder.class, any -> Folder.make(), Folder.class)
        .run();
  }
}
