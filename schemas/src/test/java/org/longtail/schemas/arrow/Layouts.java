package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;

/** A small file of each kind, how it is written and read, and how it is written as it was read. */
record Layouts(ArtifactKind kind, Writing writing, Reading reading, Copying copying) {

  /** Writes the sample. */
  @FunctionalInterface
  interface Writing {
    void to(Path path) throws IOException;
  }

  /** Reads a file of the kind. */
  @FunctionalInterface
  interface Reading {
    Object from(Path path) throws IOException;
  }

  /** Reads a file of the kind and writes what it holds to another. */
  @FunctionalInterface
  interface Copying {
    void copy(Path from, Path to) throws IOException;
  }

  static Stream<Layouts> all() {
    return Stream.of(
        new Layouts(
            ArtifactKind.IMAGES,
            path -> images(3).write(path),
            ImagesFile::read,
            (from, to) -> ImagesFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.SAMPLING,
            path -> sampling().write(path),
            SamplingFile::read,
            (from, to) -> SamplingFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.WEIGHTS,
            path -> weights().write(path),
            WeightsFile::read,
            (from, to) -> WeightsFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.MASK,
            path -> mask().write(path),
            MaskFile::read,
            (from, to) -> MaskFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.IMPORTANCE,
            path -> importance().write(path),
            ImportanceFile::read,
            (from, to) -> ImportanceFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.SWEEP,
            path -> sweep().write(path),
            SweepFile::read,
            (from, to) -> SweepFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.OUTPUTS,
            path -> outputs().write(path),
            OutputsFile::read,
            (from, to) -> OutputsFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.PREDICTIONS,
            path -> predictions().write(path),
            PredictionsFile::read,
            (from, to) -> PredictionsFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.EVALUATION,
            path -> evaluation().write(path),
            EvaluationFile::read,
            (from, to) -> EvaluationFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.BALANCE,
            path -> balance().write(path),
            BalanceFile::read,
            (from, to) -> BalanceFile.read(from).write(to)),
        new Layouts(
            ArtifactKind.CHECKPOINT,
            path -> checkpoint().write(path),
            CheckpointFile::read,
            (from, to) -> CheckpointFile.read(from).write(to)));
  }

  static NetworkSpec network() {
    return new NetworkSpec("cifar_resnet", 8, 4, 2, grey());
  }

  static NetworkSpec.Input grey() {
    return new NetworkSpec.Input(1, 2, 3, List.of(0.286f), List.of(0.353f));
  }

  static WeightsFile weights() {
    return new WeightsFile(
        network(),
        Provenance.of(2, "medium").at(0.15),
        List.of(
            new Tensor(
                "conv1.weight",
                new long[] {2, 1, 1, 3},
                new float[] {1.5f, -0f, Float.MAX_VALUE, Float.MIN_VALUE, -Float.MAX_VALUE, 0.1f}),
            new Tensor("bn1.num_batches_tracked", new long[] {}, new float[] {7}),
            new Tensor("empty", new long[] {0, 4}, new float[] {}),
            new Tensor("fc.bias", new long[] {2}, new float[] {-1e38f, 3e-9f})));
  }

  static ImportanceFile importance() {
    return new ImportanceFile(
        Provenance.of(1, "many"),
        "fisher",
        List.of(
            new Tensor("conv1.weight", new long[] {3}, new float[] {0f, 1e-20f, 4f}),
            new Tensor("layer1.0.conv1.weight", new long[] {1, 2}, new float[] {0.25f, 0.5f})));
  }

  static MaskFile mask() {
    BitSet some = new BitSet();
    some.set(0);
    some.set(8);
    return new MaskFile(
        Provenance.of(3, "few"), List.of(new Mask("conv1.weight", new long[] {3, 3}, some)));
  }

  /** Large enough for compression to make it smaller. */
  static MaskFile largeMask() {
    BitSet some = new BitSet();
    some.set(100, 9_000);
    return new MaskFile(
        Provenance.of(3, "few"),
        List.of(
            new Mask("conv1.weight", new long[] {100, 100}, some),
            new Mask("conv2.weight", new long[] {7, 11}, new BitSet())));
  }

  static SamplingFile sampling() {
    return new SamplingFile(
        Provenance.of(1, "many"),
        List.of(
            new SamplingFile.Row(0, "T-shirt/top", 5_000_000_000L, "many", 0.8, 1.25),
            new SamplingFile.Row(1, "Grüße 靴", 50, "few", 0.1 + 0.2, 0.5),
            new SamplingFile.Row(2, "", 500, "many", 1e-300, 1)));
  }

  static SweepFile sweep() {
    return new SweepFile(
        Provenance.of(1, "many"),
        List.of(
            new SweepFile.Point(0, 0.5, 0.625, 0.5, 0.25, false),
            new SweepFile.Point(0.1, 0.75, 0.75, Double.NaN, Double.NaN, true)));
  }

  static OutputsFile outputs() {
    return new OutputsFile(
        "logits",
        List.of(
            new OutputsFile.Output(7, new float[] {1.5f, -0.25f}),
            new OutputsFile.Output(8, new float[] {Float.MIN_VALUE, 3e9f})));
  }

  static PredictionsFile predictions() {
    return new PredictionsFile(
        "instance",
        List.of(
            new PredictionsFile.Prediction(
                0, 1, 1, new float[] {0.25f, 0.75f}, new float[] {0.1f, 0.9f}),
            new PredictionsFile.Prediction(
                7_000_000_000L, 0, 1, new float[] {1, 0}, new float[] {0.5f, 0.5f})));
  }

  static EvaluationFile evaluation() {
    return new EvaluationFile(
        List.of(
            new EvaluationFile.Score(
                "instance",
                EvaluationFile.Scope.ALL,
                EvaluationFile.ALL,
                10_000,
                0.75,
                0.5,
                new float[] {0.5f, 0.5f}),
            new EvaluationFile.Score(
                "sub_model_1",
                EvaluationFile.Scope.CLASS,
                "Ankle boot",
                0,
                Double.NaN,
                Double.NaN,
                new float[] {})));
  }

  static BalanceFile balance() {
    return new BalanceFile(
        List.of(
            new BalanceFile.Balance(
                "average", EvaluationFile.Scope.ALL, "all", 1e-9, 1, 0.75, -0.5, Double.NaN),
            new BalanceFile.Balance(
                "average",
                EvaluationFile.Scope.GROUP,
                "few",
                3e-12,
                0.1 + 0.2,
                Double.NaN,
                -0.5,
                Double.NaN)));
  }

  static CheckpointFile checkpoint() {
    return new CheckpointFile(
        "0123abcd",
        new Checkpoint(
            "retrain from 0.0 to 0.5, step 2",
            7,
            0.1 + 0.2,
            weights().tensors(),
            List.of(new Tensor("fc.bias", new long[] {2}, new float[] {-0f, 1e-30f})),
            mask().masks()));
  }

  static ImagesFile images(int count) {
    List<ImagesFile.Image> images =
        Stream.iterate(0, number -> number + 1)
            .limit(count)
            .map(
                number ->
                    new ImagesFile.Image(
                        number,
                        number % 2,
                        Integer.toHexString(number * 7).getBytes(StandardCharsets.US_ASCII)))
            .toList();
    return new ImagesFile("train", grey(), List.of("shirt", "Grüße"), images);
  }

  @Override
  public String toString() {
    return kind.id();
  }
}
