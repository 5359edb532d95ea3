package org.longtail.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A long-tailed training split and a balanced test split, cut from a data set in IDX files. Class i
 * keeps the images that {@link LongTailProfile} gives it; which ones is a pure function of the
 * seed. The images stay in the order of the originals.
 *
 * <pre>{@code
 * new LongTailedSubset(500, 100, 50, 1).write(originals, target);
 * }</pre>
 *
 * @param nMax training images of class 0
 * @param beta training images of class 0 over those of the last class, in 1..nMax
 * @param testPerClass test images of every class, at least 1
 * @param seed of the choice
 */
public record LongTailedSubset(int nMax, double beta, int testPerClass, long seed) {

  public LongTailedSubset {
    if (!(beta >= 1 && beta <= nMax)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "long-tailed subset: beta %s must be in 1..%d, the size of the largest class",
              beta,
              nMax));
    }
    if (testPerClass < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "long-tailed subset: %d test images a class must be at least 1",
              testPerClass));
    }
  }

  /**
   * Reads the four original files from a folder and writes the subset's four, gzipped and under the
   * same names, into another, which is made if need be.
   *
   * @return number of training images of each class
   * @throws IllegalArgumentException if the two folders are one, a file is not as it must be, or a
   *     class has too few images
   */
  public long[] write(Path source, Path target) throws IOException {
    LabelledImages train = IdxSplit.TRAIN.read(source);
    LabelledImages test = IdxSplit.TEST.read(source);
    long[] counts = LongTailProfile.counts(train.classes(), nMax, beta);
    long[] testCounts = new long[counts.length];
    Arrays.fill(testCounts, testPerClass);
    LabelledImages someTrain = choose(IdxSplit.TRAIN, train, counts);
    LabelledImages someTest = choose(IdxSplit.TEST, test, testCounts);
    Files.createDirectories(target);
    if (Files.isSameFile(source, target)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is the source and the target: the originals would be lost; name another target",
              source));
    }
    IdxSplit.TRAIN.write(someTrain, target);
    IdxSplit.TEST.write(someTest, target);
    return counts;
  }

  private LabelledImages choose(IdxSplit split, LabelledImages all, long[] counts) {
    return all.select(ClassChoice.of(seed, split.id(), all.labels(), counts));
  }
}
