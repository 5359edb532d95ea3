package org.longtail.examples;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.longtail.images.ClassDraws;
import org.longtail.images.Draws;
import org.longtail.transforms.sampling.ClassGroups;
import org.longtail.transforms.sampling.Sampling;

/**
 * Group-preferred sampling in front of somebody else's trainer: from a list of images with their
 * classes to a list for each epoch, which any trainer reads from top to bottom. The epochs are
 * drawn side by side; what is drawn depends on the seed alone.
 *
 * <pre>
 * a/001.png,0        epoch-1.csv   epoch-2.csv   ...
 * </pre>
 */
public final class SampleForTrainer {

  private SampleForTrainer() {}

  /** What the program is told. */
  public interface Options extends PipelineOptions {
    @Description("Lines of an image and its class 0..K-1, apart by a comma")
    @Validation.Required
    String getImages();

    void setImages(String file);

    @Description("Folder for the epochs' lists")
    @Validation.Required
    String getOutput();

    void setOutput(String folder);

    @Description("natural, enhanced, inverse or balanced")
    @Default.String("enhanced")
    String getSampling();

    void setSampling(String sampling);

    @Description("The group that 'enhanced' prefers: many, medium or few")
    @Default.String("few")
    String getGroup();

    void setGroup(String group);

    @Description("Share of the group for 'enhanced', above 0 and below 1")
    @Default.Double(0.8)
    double getRhoM();

    void setRhoM(double rhoM);

    @Description("Number of epochs")
    @Default.Integer(10)
    int getEpochs();

    void setEpochs(int epochs);

    @Description("Seed of all draws")
    @Default.Long(1)
    long getSeed();

    void setSeed(long seed);
  }

  /** What the program does. */
  public static void main(String[] arguments) {
    run(PipelineOptionsFactory.fromArgs(arguments).withValidation().as(Options.class));
  }

  static void run(Options options) {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionView<List<String>> images =
        pipeline
            .apply("Images", TextIO.read().from(options.getImages()))
            .apply("AllOfThem", View.asList());
    pipeline
        .apply("Epochs", Create.of(IntStream.rangeClosed(1, options.getEpochs()).boxed().toList()))
        .apply("Draw", ParDo.of(new DrawFn(images)).withSideInputs(images))
        .apply(
            "Write",
            FileIO.<Integer, KV<Integer, String>>writeDynamic()
                .by(KV::getKey)
                .via(Contextful.fn(KV::getValue), TextIO.sink())
                .withDestinationCoder(VarIntCoder.of())
                .withNumShards(1)
                .withNaming(
                    epoch ->
                        (window, pane, shards, shard, compression) ->
                            String.format(Locale.ROOT, "epoch-%d.csv", epoch))
                .to(options.getOutput()));
    pipeline.run().waitUntilFinish();
  }

  /** Draws the images of an epoch: one text, so that their order is kept. */
  private static final class DrawFn extends DoFn<Integer, KV<Integer, String>> {
    private final PCollectionView<List<String>> view;

    DrawFn(PCollectionView<List<String>> view) {
      this.view = view;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      Options options = context.getPipelineOptions().as(Options.class);
      List<String> images =
          context.sideInput(view).stream().sorted(Comparator.naturalOrder()).toList();
      int[] labels = images.stream().mapToInt(SampleForTrainer::label).toArray();
      Draws draws = Draws.of(options.getSeed(), "epoch", context.element());
      int[] drawn =
          ClassDraws.of(labels, probabilities(labels, options)).epoch(draws, labels.length);
      context.output(
          KV.of(
              context.element(),
              String.join("\n", IntStream.of(drawn).mapToObj(images::get).toList())));
    }
  }

  private static double[] probabilities(int[] labels, Options options) {
    long[] counts = new long[IntStream.of(labels).max().orElseThrow() + 1];
    IntStream.of(labels).forEach(label -> counts[label]++);
    return Sampling.valueOf(options.getSampling().toUpperCase(Locale.ROOT))
        .probabilities(
            counts, ClassGroups.STANDARD.members(counts, options.getGroup()), options.getRhoM());
  }

  private static int label(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(',') + 1).strip());
  }
}
