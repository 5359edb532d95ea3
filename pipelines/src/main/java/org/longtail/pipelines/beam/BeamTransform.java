package org.longtail.pipelines.beam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;

/**
 * A transform of Beam's, by the name that Beam YAML has for it.
 *
 * @param name such as {@code WriteToJson}
 * @param inputs names of its inputs, all of which must be connected
 * @param outputs names of its outputs; the first one is meant where a file names the transform
 *     alone
 * @param fields its configuration; nothing if the transform takes any values and checks them itself
 * @param paths those of the fields that name a file
 * @param maker makes it
 */
public record BeamTransform(
    String name,
    List<String> inputs,
    List<String> outputs,
    Optional<Schema> fields,
    List<String> paths,
    Maker maker) {

  /** The only input or output of most transforms. */
  public static final String INPUT = "input";

  public static final String OUTPUT = "output";

  public BeamTransform {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    paths = List.copyOf(paths);
  }

  /** Makes a transform. */
  @FunctionalInterface
  public interface Maker {

    /**
     * The transform with a configuration.
     *
     * @throws IllegalArgumentException if the configuration is refused; names a field
     */
    SchemaTransform of(Map<String, Object> config);
  }
}
