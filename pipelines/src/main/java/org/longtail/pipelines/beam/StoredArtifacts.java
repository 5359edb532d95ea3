package org.longtail.pipelines.beam;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StoredArtifact;
import org.longtail.transforms.step.LongtailOptions;

/**
 * Rows from elsewhere as what steps read: a row's field {@code uri} names a file of the store,
 * {@code steps/<type>/<key>/<file>}; its field {@code variant}, if it has one, the variant that it
 * is for, else it is for all.
 */
public final class StoredArtifacts extends PTransform<PCollection<Row>, PCollection<Row>> {

  private static final String URI = "uri";
  private static final String VARIANT = "variant";

  private final String from;
  private final String step;
  private final TreeSet<String> variants;

  private StoredArtifacts(String from, String step, Set<String> variants) {
    this.from = from;
    this.step = step;
    this.variants = new TreeSet<>(variants);
  }

  /**
   * What a step reads from a transform of Beam's.
   *
   * @param from name of the transform
   * @param step name of the step
   * @param variants that the step runs for
   */
  public static StoredArtifacts of(String from, String step, Set<String> variants) {
    return new StoredArtifacts(from, step, variants);
  }

  /** Name of the transform that gives the rows. */
  public String from() {
    return from;
  }

  /**
   * The artifacts.
   *
   * @throws IllegalArgumentException if the rows name no files
   */
  @Override
  public PCollection<Row> expand(PCollection<Row> rows) {
    Schema schema = rows.getSchema();
    if (!isText(schema, URI)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "step '%s' reads rows of '%s' with the fields %s; give them a field 'uri', the place of a file in the store, such as with MapToFields",
              step,
              from,
              schema.getFieldNames()));
    }
    return rows.apply("Find", ParDo.of(new Find(variants))).setRowSchema(Artifact.SCHEMA);
  }

  /**
   * The artifacts that a row stands for, one for each variant.
   *
   * @throws org.longtail.schemas.store.StoreException if there is no such file in the store
   */
  public List<Artifact> find(Row row, ArtifactStore store) {
    return find(row, variants, store);
  }

  private static List<Artifact> find(Row row, Set<String> variants, ArtifactStore store) {
    String own = isText(row.getSchema(), VARIANT) ? row.getString(VARIANT) : null;
    return (own == null ? variants : Set.of(own))
        .stream()
            .map(variant -> StoredArtifact.at(String.valueOf(row.getString(URI)), variant, store))
            .toList();
  }

  private static boolean isText(Schema schema, String field) {
    return schema.hasField(field)
        && schema.getField(field).getType().getTypeName() == Schema.TypeName.STRING;
  }

  private static final class Find extends DoFn<Row, Row> {
    private final TreeSet<String> variants;

    Find(TreeSet<String> variants) {
      this.variants = variants;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      ArtifactStore store =
          ArtifactStores.open(context.getPipelineOptions().as(LongtailOptions.class).getStore());
      find(context.element(), variants, store)
          .forEach(artifact -> context.output(artifact.toRow()));
    }
  }
}
