package org.longtail.transforms.step;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.values.Row;

/**
 * Makes a step known to Beam: identifier, configuration schema, names of inputs and outputs.
 *
 * @param <C> the configuration class
 */
public abstract class StepProvider<C> implements SchemaTransformProvider {

  private final StepType type;
  private final Class<C> configType;

  protected StepProvider(StepType type, Class<C> configType) {
    this.type = type;
    this.configType = configType;
  }

  /** The step's name, version and ports. */
  public final StepType type() {
    return type;
  }

  /** The step's configuration fields. */
  public final List<ConfigField> fields() {
    return ConfigSchema.of(configType).fields();
  }

  /**
   * The values of a configuration that stands in a row, without fields that are left out; rows
   * inside it are maps.
   *
   * @param config a row of the configuration schema
   */
  public final Map<String, Object> values(Row config) {
    ConfigSchema<C> schema = ConfigSchema.of(configType);
    Map<String, Object> values = schema.values(schema.fromRow(config));
    values.replaceAll((name, value) -> ConfigSchema.json(value));
    return values;
  }

  /** The step with a configuration for each variant. */
  protected abstract LabelledTransform create(Variants<C> configs);

  /**
   * The step with a configuration for each variant.
   *
   * @param configs rows of the configuration schema
   * @throws IllegalArgumentException if the step refuses one
   */
  public final LabelledTransform of(Variants<Row> configs) {
    ConfigSchema<C> schema = ConfigSchema.of(configType);
    return create(configs.map(schema::fromRow));
  }

  @Override
  public final SchemaTransform from(Row config) {
    return of(Variants.same(config));
  }

  /** The configuration's fields, sorted and in snake case, those of nested rows too. */
  @Override
  public final Schema configurationSchema() {
    return ConfigSchema.of(configType).rowSchema();
  }

  @Override
  public final String identifier() {
    return type.identifier();
  }

  @Override
  public final String description() {
    return type.description();
  }

  @Override
  public final List<String> inputCollectionNames() {
    return type.inputs().stream().map(Port::name).toList();
  }

  @Override
  public final List<String> outputCollectionNames() {
    return type.outputs().stream().map(Port::name).toList();
  }
}
