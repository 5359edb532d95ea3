package org.longtail.transforms.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.schemas.Artifact;

/** What composites wire their steps with: the inputs and outputs of steps, by name. */
public final class RowTuples {

  private RowTuples() {}

  /** Of a tuple the collections of these names, as far as it has them. */
  public static PCollectionRowTuple pick(PCollectionRowTuple tuple, String... names) {
    PCollectionRowTuple picked = PCollectionRowTuple.empty(tuple.getPipeline());
    for (String name : names) {
      if (tuple.has(name)) {
        picked = picked.and(name, tuple.get(name));
      }
    }
    return picked;
  }

  /** The collections of both tuples; where both have a name, that of the second. */
  public static PCollectionRowTuple plus(PCollectionRowTuple first, PCollectionRowTuple second) {
    Map<String, PCollection<Row>> both = new LinkedHashMap<>(first.getAll());
    both.putAll(second.getAll());
    PCollectionRowTuple tuple = PCollectionRowTuple.empty(first.getPipeline());
    for (Map.Entry<String, PCollection<Row>> entry : both.entrySet()) {
      tuple = tuple.and(entry.getKey(), entry.getValue());
    }
    return tuple;
  }

  /** The rows of all tuples, name by name. */
  public static PCollectionRowTuple union(List<PCollectionRowTuple> tuples) {
    if (tuples.size() == 1) {
      return tuples.get(0);
    }
    Map<String, List<PCollection<Row>>> byName = new LinkedHashMap<>();
    for (PCollectionRowTuple tuple : tuples) {
      tuple
          .getAll()
          .forEach(
              (name, rows) -> byName.computeIfAbsent(name, any -> new ArrayList<>()).add(rows));
    }
    PCollectionRowTuple union = PCollectionRowTuple.empty(tuples.get(0).getPipeline());
    for (Map.Entry<String, List<PCollection<Row>>> entry : byName.entrySet()) {
      union =
          union.and(
              entry.getKey(),
              PCollectionList.of(entry.getValue())
                  .apply("Flatten_" + entry.getKey(), Flatten.pCollections()));
    }
    return union;
  }

  /** The collection of a name, or one without rows if the tuple does not have it. */
  public static PCollection<Row> orEmpty(PCollectionRowTuple tuple, String name) {
    return tuple.has(name)
        ? tuple.get(name)
        : tuple.getPipeline().apply("No_" + name, Create.empty(Artifact.SCHEMA));
  }
}
