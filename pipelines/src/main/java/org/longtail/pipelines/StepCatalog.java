package org.longtail.pipelines;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.values.Row;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** The step types on the class path, by the name that a pipeline file calls them. */
final class StepCatalog {

  private final Map<String, StepProvider<?>> providers = new TreeMap<>();

  private StepCatalog(Collection<StepProvider<?>> found) {
    for (StepProvider<?> provider : found) {
      StepProvider<?> other = providers.put(provider.type().name(), provider);
      if (other != null) {
        throw new IllegalStateException(
            "step type '%s' is provided by %s and by %s; take one off the class path"
                .formatted(provider.type().name(), other.getClass(), provider.getClass()));
      }
    }
  }

  /** The types that {@link ServiceLoader} finds. */
  static StepCatalog load() {
    return new StepCatalog(
        ServiceLoader.load(SchemaTransformProvider.class).stream()
            .filter(found -> StepProvider.class.isAssignableFrom(found.type()))
            .<StepProvider<?>>map(found -> (StepProvider<?>) found.get())
            .toList());
  }

  Optional<StepProvider<?>> find(String type) {
    return Optional.ofNullable(providers.get(type));
  }

  /**
   * A step with a configuration for each variant.
   *
   * @throws IllegalArgumentException if the step refuses one
   */
  LabelledTransform transform(String type, Map<String, Map<String, Object>> configs) {
    StepProvider<?> provider =
        find(type).orElseThrow(() -> new IllegalStateException("no step type " + type));
    return provider.of(
        Variants.of(configs)
            .map(
                config ->
                    Row.withSchema(provider.configurationSchema())
                        .withFieldValues(config)
                        .build()));
  }

  Collection<String> types() {
    return providers.keySet();
  }
}
