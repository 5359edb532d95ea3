package org.longtail.pipelines.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.longtail.pipelines.StepCatalog;
import org.longtail.pipelines.beam.BeamTransform;
import org.longtail.pipelines.beam.BeamTransforms;
import org.longtail.transforms.step.ConfigField;
import org.longtail.transforms.step.ConfigSchema;
import org.longtail.transforms.step.StepProvider;

/**
 * A JSON Schema of pipeline files, made from what the step types tell of their configurations:
 * editors complete and check files by it. A value may always be one of Jinja's, such as {@code {{
 * seed }}}, which YAML takes for a map, or for a text where it stands in quotes.
 */
public final class PipelineSchema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REF = "$ref";
  private static final String VARIABLE = "#/$defs/variable";

  private final StepCatalog catalog;
  private final ObjectNode definitions = JSON.createObjectNode();

  private PipelineSchema(StepCatalog catalog) {
    this.catalog = catalog;
  }

  /** The schema of files with steps of these types, as indented JSON. */
  public static String json(StepCatalog catalog) {
    try {
      return JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(new PipelineSchema(catalog).file())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a schema is plain JSON", e);
    }
  }

  private ObjectNode file() {
    ObjectNode file = object("A Longtail pipeline file, in Beam YAML's syntax");
    file.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    file.putArray("required").add("pipeline");
    ObjectNode keys = file.putObject("properties");
    keys.set("pipeline", reference("#/$defs/pipeline"));
    keys.putObject("options")
        .put("type", "object")
        .put("description", "Options of Beam's pipeline");
    keys.putObject("providers").put("description", "Where other launchers find the transforms");
    file.put("additionalProperties", false);
    definitions.set("pipeline", pipeline());
    definitions.set("transform", transform());
    definitions.set("input", input());
    definitions.set("variable", variable());
    file.set("$defs", definitions);
    return file;
  }

  private ObjectNode pipeline() {
    ObjectNode pipeline = object("Transforms, and how they are connected");
    ObjectNode keys = pipeline.putObject("properties");
    ObjectNode type = keys.putObject("type");
    type.put("description", "composite: inputs are named; chain: each takes the output before it");
    type.putArray("enum").add("composite").add("chain");
    keys.putObject("transforms").put("type", "array").set("items", reference("#/$defs/transform"));
    keys.set("source", reference("#/$defs/transform"));
    keys.set("sink", reference("#/$defs/transform"));
    pipeline.put("additionalProperties", false);
    return pipeline;
  }

  private ObjectNode transform() {
    ObjectNode transform = object("A step");
    transform.putArray("required").add("type");
    ObjectNode keys = transform.putObject("properties");
    ObjectNode type = keys.putObject("type");
    ArrayNode types = type.putArray("enum");
    keys.putObject("name").put("type", "string").put("description", "Default: the type");
    keys.set("input", reference("#/$defs/input"));
    keys.putObject("config");
    transform.put("additionalProperties", false);
    ArrayNode byType = transform.putArray("allOf");
    for (String name : catalog.types()) {
      StepProvider<?> provider = catalog.find(name).orElseThrow();
      types.add(name);
      define(name, config(provider.description(), provider.fields()), byType);
    }
    for (String name : BeamTransforms.names()) {
      types.add(name);
      BeamTransforms.find(name)
          .flatMap(BeamTransform::fields)
          .ifPresent(fields -> define(name, config(fields), byType));
    }
    return transform;
  }

  private void define(String name, ObjectNode config, ArrayNode byType) {
    definitions.set(name, config);
    ObjectNode rule = byType.addObject();
    rule.putObject("if").putObject("properties").putObject("type").put("const", name);
    rule.putObject("then").putObject("properties").set("config", reference("#/$defs/" + name));
  }

  /** A step, a list of steps, or steps by the name of the input. */
  private static ObjectNode input() {
    ObjectNode input = JSON.createObjectNode();
    input.put("description", "A step or Step.output, several in a list, or a map by input");
    ObjectNode places = JSON.createObjectNode();
    ArrayNode oneOrMany = places.putArray("anyOf");
    oneOrMany.addObject().put("type", "string");
    oneOrMany.addObject().put("type", "array").putObject("items").put("type", "string");
    ArrayNode ways = input.putArray("anyOf");
    ways.add(places);
    ways.addObject().put("type", "object").set("additionalProperties", places.deepCopy());
    return input;
  }

  private static ObjectNode variable() {
    ObjectNode variable = JSON.createObjectNode();
    variable.put("description", "A value that Jinja fills in");
    ArrayNode ways = variable.putArray("anyOf");
    ways.addObject().put("type", "string").put("pattern", "\\{\\{.*\\}\\}");
    ways.addObject().put("type", "object").put("maxProperties", 1);
    return variable;
  }

  private static ObjectNode config(String description, List<ConfigField> fields) {
    ObjectNode config = object(description);
    ArrayNode required = JSON.createArrayNode();
    ObjectNode keys = config.putObject("properties");
    for (ConfigField field : fields) {
      keys.set(field.name(), field(field));
      if (field.required()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      config.set("required", required);
    }
    config.put("additionalProperties", false);
    return config;
  }

  /**
   * Of a transform of Beam's, the names alone: values have short forms that Beam's schema lacks.
   */
  private static ObjectNode config(Schema fields) {
    ObjectNode config = object("A transform of Beam's");
    ArrayNode required = JSON.createArrayNode();
    ObjectNode keys = config.putObject("properties");
    for (Schema.Field field : fields.getFields()) {
      ObjectNode any = keys.putObject(field.getName());
      if (!field.getDescription().isEmpty()) {
        any.put("description", field.getDescription());
      }
      if (!field.getType().getNullable()) {
        required.add(field.getName());
      }
    }
    if (!required.isEmpty()) {
      config.set("required", required);
    }
    config.put("additionalProperties", false);
    return config;
  }

  private static ObjectNode field(ConfigField field) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("description", field.description());
    field.defaultJson().ifPresent(json -> schema.set("default", read(json)));
    ArrayNode ways = schema.putArray("anyOf");
    ways.add(value(field, field.type()));
    ways.add(reference(VARIABLE));
    if (!field.required()) {
      ways.addObject().put("type", "null");
    }
    return schema;
  }

  private static ObjectNode value(ConfigField field, FieldType type) {
    ObjectNode value = JSON.createObjectNode();
    switch (type.getTypeName()) {
      case BYTE, INT16, INT32, INT64 -> bounds(value.put("type", "integer"), field);
      case FLOAT, DOUBLE, DECIMAL -> bounds(value.put("type", "number"), field);
      case BOOLEAN -> value.put("type", "boolean");
      case STRING -> text(value, field);
      case ARRAY, ITERABLE ->
          value
              .put("type", "array")
              .set("items", value(field, Objects.requireNonNull(type.getCollectionElementType())));
      case MAP ->
          value
              .put("type", "object")
              .set(
                  "additionalProperties",
                  value(field, Objects.requireNonNull(type.getMapValueType())));
      case ROW ->
          value.setAll(
              config(field.description(), ConfigSchema.of(field.nested().orElseThrow()).fields()));
      default -> throw new IllegalArgumentException("no configuration has a " + type);
    }
    return value;
  }

  /** YAML takes some texts for numbers, such as a ratio that may also be {@code auto}. */
  private static void text(ObjectNode value, ConfigField field) {
    if (field.allowed().isEmpty()) {
      value.putArray("type").add("string").add("number").add("boolean");
    } else {
      field.allowed().forEach(value.putArray("enum")::add);
    }
  }

  private static void bounds(ObjectNode value, ConfigField field) {
    field
        .range()
        .ifPresent(
            range -> {
              if (range.from() != Double.NEGATIVE_INFINITY) {
                value.put(range.above() ? "exclusiveMinimum" : "minimum", range.from());
              }
              if (range.to() != Double.POSITIVE_INFINITY) {
                value.put(range.below() ? "exclusiveMaximum" : "maximum", range.to());
              }
            });
  }

  private static ObjectNode object(String description) {
    return JSON.createObjectNode().put("description", description).put("type", "object");
  }

  private static ObjectNode reference(String to) {
    return JSON.createObjectNode().put(REF, to);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a default is JSON: " + json, e);
    }
  }
}
