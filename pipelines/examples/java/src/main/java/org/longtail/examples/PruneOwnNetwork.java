package org.longtail.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.longtail.images.IdxSplit;

/**
 * Taylor importance and progressive pruning of a network of one's own, with no long tail involved:
 * how accurate is it when a share gamma of its weights is gone? A line of CSV for each ratio; the
 * ratios are pruned side by side.
 */
public final class PruneOwnNetwork {

  private PruneOwnNetwork() {}

  /** What the program is told. */
  public interface Options extends PipelineOptions {
    @Description("Folder of MNIST's four files, or of any data set in their format")
    @Validation.Required
    String getImages();

    void setImages(String folder);

    @Description("Pruning ratios, at least 0 and below 1")
    @Default.InstanceFactory(Ratios.class)
    List<Double> getGammas();

    void setGammas(List<Double> gammas);

    @Description("Epochs of training before anything is pruned")
    @Default.Integer(5)
    int getEpochs();

    void setEpochs(int epochs);

    @Description("Where to write the lines")
    @Validation.Required
    String getOutput();

    void setOutput(String prefix);
  }

  /** What the program does. */
  public static void main(String[] arguments) {
    run(PipelineOptionsFactory.fromArgs(arguments).withValidation().as(Options.class));
  }

  static void run(Options options) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Ratios", Create.of(options.getGammas()))
        .apply("SideBySide", Reshuffle.viaRandomKey())
        .apply("Prune", ParDo.of(new PruneFn(options.getImages(), options.getEpochs())))
        .apply("Write", TextIO.write().to(options.getOutput()).withSuffix(".csv"));
    pipeline.run().waitUntilFinish();
  }

  /** Trains the network, prunes it to a ratio, and measures it. */
  private static final class PruneFn extends DoFn<Double, String> {
    private final String folder;
    private final int epochs;

    PruneFn(String folder, int epochs) {
      this.folder = folder;
      this.epochs = epochs;
    }

    @ProcessElement
    public void process(@Element Double gamma, OutputReceiver<String> lines) throws IOException {
      Path images = Path.of(folder);
      try (PrunedClassifier classifier =
          PrunedClassifier.train(IdxSplit.TRAIN.read(images), epochs)) {
        long kept = classifier.prune(gamma);
        lines.output(
            String.format(
                Locale.ROOT,
                "%s,%d,%.4f",
                gamma,
                kept,
                classifier.accuracy(IdxSplit.TEST.read(images))));
      }
    }
  }

  /** The ratios of a first look. */
  static final class Ratios implements DefaultValueFactory<List<Double>> {
    @Override
    public List<Double> create(PipelineOptions options) {
      return List.of(0.0, 0.5, 0.8, 0.9, 0.95);
    }
  }
}
