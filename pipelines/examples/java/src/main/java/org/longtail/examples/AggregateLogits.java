package org.longtail.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.JsonToRow;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.ToJson;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.longtail.transforms.scoring.Softmax;
import org.longtail.transforms.scoring.TestTimeLearning;

/**
 * Test-time aggregation over the logits of any models, such as three that other teams trained: for
 * each image, how much to trust each model is found from how well they agree on two views of it.
 * Lines of JSON go in and come out:
 *
 * <pre>
 * {"image": 7, "model": "a", "view": 0, "logits": [2.1, -0.3, 0.4]}
 * {"image": 7, "predicted": 0, "models": ["a", "b", "c"], "lambda": [...], "probabilities": [...]}
 * </pre>
 */
public final class AggregateLogits extends PTransform<PCollection<Row>, PCollection<Row>> {

  /** What a model says of a view (0 or 1) of an image. */
  static final Schema LOGITS =
      Schema.builder()
          .addInt64Field("image")
          .addStringField("model")
          .addInt32Field("view")
          .addArrayField("logits", FieldType.FLOAT)
          .build();

  /** What the models say together. */
  static final Schema AGGREGATED =
      Schema.builder()
          .addInt64Field("image")
          .addInt32Field("predicted")
          .addArrayField("models", FieldType.STRING)
          .addArrayField("lambda", FieldType.DOUBLE)
          .addArrayField("probabilities", FieldType.DOUBLE)
          .build();

  private final int steps;
  private final double rate;

  /**
   * The aggregation.
   *
   * @param steps of test-time learning, at least 0; 0 is the mean of the models
   * @param rate length of a step, above 0
   */
  public AggregateLogits(int steps, double rate) {
    this.steps = steps;
    this.rate = rate;
  }

  /** What the program is told. */
  public interface Options extends PipelineOptions {
    @Description("Lines of JSON, one for each image, model and view")
    @Validation.Required
    String getInput();

    void setInput(String files);

    @Description("Where to write a line for each image")
    @Validation.Required
    String getOutput();

    void setOutput(String prefix);

    @Description("Steps of test-time learning")
    @Default.Integer(20)
    int getSteps();

    void setSteps(int steps);

    @Description("Length of a step")
    @Default.Double(1)
    double getRate();

    void setRate(double rate);
  }

  /** What the program does. */
  public static void main(String[] arguments) {
    run(PipelineOptionsFactory.fromArgs(arguments).withValidation().as(Options.class));
  }

  static void run(Options options) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Read", TextIO.read().from(options.getInput()))
        .apply("Parse", JsonToRow.withSchema(LOGITS))
        .apply("Aggregate", new AggregateLogits(options.getSteps(), options.getRate()))
        .apply("Format", ToJson.of())
        .apply("Write", TextIO.write().to(options.getOutput()).withSuffix(".jsonl"));
    pipeline.run().waitUntilFinish();
  }

  @Override
  public PCollection<Row> expand(PCollection<Row> logits) {
    return logits
        .apply(
            "ByImage",
            WithKeys.of((Row row) -> row.getInt64("image")).withKeyType(TypeDescriptors.longs()))
        .apply("Together", GroupByKey.create())
        .apply("Learn", ParDo.of(new AggregateFn(steps, rate)))
        .setRowSchema(AGGREGATED);
  }

  private static final class AggregateFn extends DoFn<KV<Long, Iterable<Row>>, Row> {
    private final int steps;
    private final double rate;

    AggregateFn(int steps, double rate) {
      this.steps = steps;
      this.rate = rate;
    }

    @ProcessElement
    public void process(@Element KV<Long, Iterable<Row>> image, OutputReceiver<Row> aggregated) {
      List<Row> rows = new ArrayList<>();
      image.getValue().forEach(rows::add); // Flink hands a group over once
      List<Row> first = view(rows, 0);
      float[][] ofFirst = probabilities(first);
      float[][] ofSecond = probabilities(view(rows, 1));
      double[] lambda = TestTimeLearning.of(ofFirst, ofSecond).solve(steps, rate);
      double[] together = new double[ofFirst[0].length];
      Arrays.setAll(
          together,
          k -> IntStream.range(0, lambda.length).mapToDouble(m -> lambda[m] * ofFirst[m][k]).sum());
      aggregated.output(
          Row.withSchema(AGGREGATED)
              .addValues(
                  image.getKey(),
                  IntStream.range(0, together.length)
                      .boxed()
                      .max(Comparator.comparingDouble(k -> together[k]))
                      .orElseThrow(),
                  first.stream().map(row -> row.getString("model")).toList(),
                  Arrays.stream(lambda).boxed().toList(),
                  Arrays.stream(together).boxed().toList())
              .build());
    }

    /** What all models say of a view, in the order of their names. */
    private static List<Row> view(List<Row> rows, int view) {
      return rows.stream()
          .filter(row -> Integer.valueOf(view).equals(row.getInt32("view")))
          .sorted(Comparator.comparing(row -> String.valueOf(row.getString("model"))))
          .toList();
    }

    private static float[][] probabilities(List<Row> models) {
      List<float[]> probabilities = new ArrayList<>();
      for (Row model : models) {
        double[] softmax =
            Softmax.of(
                model.<Float>getArray("logits").stream().mapToDouble(Float::doubleValue).toArray());
        float[] single = new float[softmax.length];
        for (int k = 0; k < single.length; k++) {
          single[k] = (float) softmax[k];
        }
        probabilities.add(single);
      }
      return probabilities.toArray(float[][]::new);
    }
  }
}
