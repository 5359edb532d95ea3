package org.longtail.transforms.step;

import java.util.Locale;
import java.util.Set;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.schemas.Artifact;

/** Of artifact rows, those of some variants: where variants go different ways through a graph. */
public final class OnlyVariants extends PTransform<PCollection<Row>, PCollection<Row>> {

  private final Set<String> names;

  private OnlyVariants(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** The rows of these variants. */
  public static OnlyVariants of(Set<String> names) {
    return new OnlyVariants(names);
  }

  /** Every collection of a tuple without the rows of other variants. */
  public static PCollectionRowTuple of(Variants<?> variants, PCollectionRowTuple tuple) {
    if (!variants.some()) {
      return tuple;
    }
    String label = String.join(" ", variants.names());
    PCollectionRowTuple chosen = PCollectionRowTuple.empty(tuple.getPipeline());
    for (var entry : tuple.getAll().entrySet()) {
      chosen =
          chosen.and(
              entry.getKey(),
              entry
                  .getValue()
                  .apply(
                      String.format(Locale.ROOT, "%s of %s", entry.getKey(), label),
                      of(variants.names())));
    }
    return chosen;
  }

  /** The variants whose rows stay. */
  public Set<String> names() {
    return names;
  }

  @Override
  public PCollection<Row> expand(PCollection<Row> rows) {
    Set<String> wanted = names;
    return rows.apply(Filter.by(row -> wanted.contains(Artifact.fromRow(row).variant())))
        .setRowSchema(Artifact.SCHEMA);
  }
}
