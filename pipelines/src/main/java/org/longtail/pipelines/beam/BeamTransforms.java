package org.longtail.pipelines.beam;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.values.Row;

/** The transforms of Beam's that a pipeline file may name. */
public final class BeamTransforms {

  /** Providers of Beam's, by the name that Beam YAML has for their transforms. */
  private static final Map<String, String> PROVIDED =
      Map.of(
          "Explode", "beam:schematransform:org.apache.beam:yaml:explode:v1",
          "Filter", "beam:schematransform:org.apache.beam:yaml:filter-java:v1",
          "MapToFields", "beam:schematransform:org.apache.beam:yaml:map_to_fields-java:v1");

  private static final Schema PATH =
      Schema.of(Schema.Field.of(TextFiles.PATH, FieldType.STRING).withDescription("Its path"));

  private static final Map<String, BeamTransform> ALL = all();

  private BeamTransforms() {}

  /** The transform of this name. */
  public static Optional<BeamTransform> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The names of all transforms, in alphabetical order. */
  public static Collection<String> names() {
    return ALL.keySet();
  }

  private static Map<String, BeamTransform> all() {
    Map<String, BeamTransform> all = new TreeMap<>();
    List<String> none = List.of();
    List<String> input = List.of(BeamTransform.INPUT);
    List<String> output = List.of(BeamTransform.OUTPUT);
    List<BeamTransform> own =
        List.of(
            new BeamTransform("Create", none, output, Optional.empty(), none, CreatedRows::of),
            new BeamTransform(
                "Flatten", input, output, Optional.of(Schema.of()), none, any -> new Flattened()),
            new BeamTransform(
                "LogForTesting",
                input,
                output,
                Optional.of(LoggedRows.FIELDS),
                none,
                LoggedRows::of),
            new BeamTransform(
                "ReadFromText",
                none,
                output,
                Optional.of(PATH),
                List.of(TextFiles.PATH),
                TextFiles::read),
            new BeamTransform(
                "WriteToText",
                input,
                none,
                Optional.of(PATH),
                List.of(TextFiles.PATH),
                TextFiles::write),
            new BeamTransform(
                "WriteToJson",
                input,
                none,
                Optional.of(PATH),
                List.of(TextFiles.PATH),
                TextFiles::writeJson));
    own.forEach(transform -> all.put(transform.name(), transform));
    Map<String, SchemaTransformProvider> providers = new LinkedHashMap<>();
    ServiceLoader.load(SchemaTransformProvider.class)
        .forEach(provider -> providers.put(provider.identifier(), provider));
    PROVIDED.forEach(
        (name, identifier) -> {
          SchemaTransformProvider provider = providers.get(identifier);
          if (provider == null) {
            throw new IllegalStateException("Beam has no transform " + identifier);
          }
          all.put(name, provided(name, provider));
        });
    return all;
  }

  private static BeamTransform provided(String name, SchemaTransformProvider provider) {
    Schema fields = provider.configurationSchema();
    return new BeamTransform(
        name,
        provider.inputCollectionNames(),
        provider.outputCollectionNames(),
        Optional.of(fields),
        List.of(),
        config -> provider.from(Row.withSchema(fields).withFieldValues(config).build()));
  }
}
