package org.longtail.pipelines;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.values.Row;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** The step types on the class path, by the name that a pipeline file calls them. */
public final class StepCatalog {

  private final Map<String, StepProvider<?>> providers = new TreeMap<>();

  private StepCatalog(Collection<StepProvider<?>> found) {
    for (StepProvider<?> provider : found) {
      StepProvider<?> other = providers.put(provider.type().name(), provider);
      if (other != null) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "step type '%s' is provided by %s and by %s; take one off the class path",
                provider.type().name(),
                other.getClass(),
                provider.getClass()));
      }
    }
  }

  /** The types that {@link ServiceLoader} finds. */
  public static StepCatalog load() {
    return load(any -> true);
  }

  /**
   * Some of the types that {@link ServiceLoader} finds.
   *
   * @param wanted which, by the class of their provider
   */
  public static StepCatalog load(Predicate<Class<?>> wanted) {
    return new StepCatalog(
        ServiceLoader.load(SchemaTransformProvider.class).stream()
            .filter(found -> StepProvider.class.isAssignableFrom(found.type()))
            .filter(found -> wanted.test(found.type()))
            .<StepProvider<?>>map(found -> (StepProvider<?>) found.get())
            .toList());
  }

  /** The type of this name. */
  public Optional<StepProvider<?>> find(String type) {
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

  /** The names of all types, in alphabetical order. */
  public Collection<String> types() {
    return providers.keySet();
  }
}
