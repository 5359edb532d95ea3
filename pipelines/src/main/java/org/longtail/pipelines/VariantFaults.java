package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The faults of each variant of a file, told once where several variants share them. */
final class VariantFaults {

  private static final int NAMED = 3;

  private final Map<Fault, List<String>> variantsOf = new LinkedHashMap<>();
  private int variants;

  void add(String variant, Faults faults) {
    variants++;
    faults
        .all()
        .forEach(fault -> variantsOf.computeIfAbsent(fault, f -> new ArrayList<>()).add(variant));
  }

  /** Reports every fault; one that not every variant has says which have it. */
  void reportTo(Faults faults) {
    variantsOf.forEach(
        (fault, having) ->
            faults.add(
                fault.line(),
                fault.step(),
                having.size() == variants ? fault.message() : fault.message() + words(having),
                fault.fix()));
  }

  private static String words(List<String> having) {
    String named = String.join("; ", having.subList(0, Math.min(NAMED, having.size())));
    return having.size() <= NAMED
        ? String.format(Locale.ROOT, " (variant %s)", named)
        : String.format(Locale.ROOT, " (variant %s; and %d more)", named, having.size() - NAMED);
  }
}
