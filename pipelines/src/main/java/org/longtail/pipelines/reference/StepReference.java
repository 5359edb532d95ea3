package org.longtail.pipelines.reference;

import java.util.List;
import org.longtail.pipelines.StepCatalog;
import org.longtail.transforms.step.StepProvider;

/**
 * What a step type tells of itself.
 *
 * @param type its name in pipeline files
 * @param identifier Beam's
 * @param version of its mathematics, part of the step key
 * @param description one sentence
 * @param inputs by name
 * @param outputs by name, that first which is meant where a file names the step alone
 * @param fields of its configuration
 */
public record StepReference(
    String type,
    String identifier,
    String version,
    String description,
    List<PortReference> inputs,
    List<PortReference> outputs,
    List<FieldReference> fields) {

  /** All step types of a catalog, by name. */
  public static List<StepReference> all(StepCatalog catalog) {
    return catalog.types().stream().map(type -> of(catalog.find(type).orElseThrow())).toList();
  }

  private static StepReference of(StepProvider<?> provider) {
    return new StepReference(
        provider.type().name(),
        provider.identifier(),
        provider.type().version(),
        provider.description(),
        PortReference.of(provider.type().inputs()),
        PortReference.of(provider.type().outputs()),
        FieldReference.of(provider.fields()));
  }
}
