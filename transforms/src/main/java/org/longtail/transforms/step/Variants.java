package org.longtail.transforms.step;

import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.longtail.schemas.Artifact;

/**
 * Something for each experiment variant, such as a step's configuration: several seeds or
 * hyperparameter values run side by side through one graph.
 *
 * <pre>{@code
 * Variants.of(Map.of("seed=1", config.setSeed(1L).build(), "seed=2", config.setSeed(2L).build()))
 * }</pre>
 *
 * @param <T> what there is for each variant; must be serializable
 */
public final class Variants<T> implements Serializable {

  private final Map<String, T> byVariant;

  /** Whether the only value holds for whatever variant there is. */
  private final boolean same;

  private Variants(Map<String, T> byVariant, boolean same) {
    this.byVariant = new LinkedHashMap<>(byVariant);
    this.same = same;
  }

  /** The same for every variant that there may be. */
  public static <T> Variants<T> same(T value) {
    return new Variants<>(Map.of(Artifact.DEFAULT_VARIANT, value), true);
  }

  /**
   * Something for each of these variants, and for no other.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static <T> Variants<T> of(Map<String, T> byVariant) {
    if (byVariant.isEmpty()) {
      throw new IllegalArgumentException("variants: there must be at least one");
    }
    return new Variants<>(byVariant, false);
  }

  /** The variants that a step without inputs begins with. */
  public Set<String> names() {
    return Set.copyOf(byVariant.keySet());
  }

  /** Whether these are only some of the variants that there may be. */
  public boolean some() {
    return !same;
  }

  /**
   * What there is for a variant.
   *
   * @throws IllegalArgumentException if there is nothing
   */
  public T at(String variant) {
    if (same) {
      return values().iterator().next();
    }
    return Optional.ofNullable(byVariant.get(variant))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "no configuration for variant '%s'; there is one for %s",
                        variant,
                        byVariant.keySet())));
  }

  /** All values. */
  public Collection<T> values() {
    return List.copyOf(byVariant.values());
  }

  /** Hands every value to an action. */
  public void forEach(Consumer<? super T> action) {
    byVariant.values().forEach(action);
  }

  /** For each variant what a function makes of its value. */
  public <R> Variants<R> map(Function<? super T, ? extends R> function) {
    Map<String, R> mapped = new LinkedHashMap<>();
    byVariant.forEach((variant, value) -> mapped.put(variant, function.apply(value)));
    return new Variants<>(mapped, same);
  }

  /** The variants apart by a property of their values, in the order in which it first appears. */
  public <K> Map<K, Variants<T>> groupBy(Function<? super T, ? extends K> property) {
    Map<K, Map<String, T>> groups = new LinkedHashMap<>();
    byVariant.forEach(
        (variant, value) ->
            groups
                .computeIfAbsent(property.apply(value), any -> new LinkedHashMap<>())
                .put(variant, value));
    Map<K, Variants<T>> parts = new LinkedHashMap<>();
    groups.forEach((key, part) -> parts.put(key, new Variants<>(part, same)));
    return parts;
  }
}
