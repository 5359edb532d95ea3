package org.longtail.pipelines.reference;

import java.util.List;
import java.util.Locale;
import org.longtail.transforms.step.Port;

/**
 * What an input or output tells of itself.
 *
 * @param name as in a pipeline file
 * @param kind what its artifacts hold, such as {@code weights}
 * @param count {@code one}, {@code optional} or {@code many} artifacts of a variant
 * @param description what it is for
 */
public record PortReference(String name, String kind, String count, String description) {

  static List<PortReference> of(List<Port> ports) {
    return ports.stream()
        .map(
            port ->
                new PortReference(
                    port.name(),
                    port.kind().id(),
                    port.count().name().toLowerCase(Locale.ROOT),
                    port.description()))
        .toList();
  }
}
