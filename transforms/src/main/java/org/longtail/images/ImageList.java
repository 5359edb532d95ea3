package org.longtail.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.longtail.schemas.Cancellation;
import org.longtail.schemas.FilePath;
import org.longtail.schemas.arrow.PixelBytes;
import org.longtail.schemas.store.Sha256;

/**
 * A list of image files and their classes, as the long-tailed benchmarks ship them: a line an
 * image, its path below the data set's root, then its label.
 *
 * <pre>
 * train/n01440764/n01440764_190.JPEG 0
 * </pre>
 *
 * @param file the list
 * @param entries its lines but for empty ones
 */
public record ImageList(Path file, List<Entry> entries) {

  private static final int CHANNELS = 3;
  private static final Pattern LINE = Pattern.compile("(.*\\S)\\s+(\\d+)");

  public ImageList {
    entries = List.copyOf(entries);
  }

  /**
   * A line of the list.
   *
   * @param line its number, from 1
   * @param image path of the image file
   * @param label its class, at least 0
   */
  public record Entry(int line, Path image, int label) {}

  /**
   * Reads a list.
   *
   * @param file the list
   * @param root what the paths in it are below
   * @throws IllegalArgumentException if it is not UTF-8, or if a line is not a path and a label, or
   *     there is none; names the first such lines and counts the others; or if this process cannot
   *     open a file of such a name
   */
  public static ImageList read(Path file, Path root) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Faults faults = new Faults();
    int number = 0;
    for (String line : TextLines.read(file)) {
      number++;
      if (!line.isBlank()) {
        try {
          add(number, line.strip(), root, entries, faults);
        } catch (IllegalArgumentException e) {
          // The line is right: what is wrong concerns every name of the kind, so one is enough.
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "%s: line %d: %s", file, number, e.getMessage()));
        }
      }
    }
    faults.check(file + ": ", "give each line a path below the root and a label, such as a.jpg 0");
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s lists no image; give each line a path and a label", file));
    }
    return new ImageList(file, entries);
  }

  private static void add(int number, String line, Path root, List<Entry> entries, Faults faults) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      faults.add(String.format(Locale.ROOT, "line %d is '%s'", number, line));
      return;
    }
    try {
      int label = Integer.parseInt(matcher.group(2));
      entries.add(new Entry(number, FilePath.below(root, matcher.group(1)), label));
    } catch (NumberFormatException e) {
      faults.add(
          String.format(
              Locale.ROOT, "line %d has label %s, which is no class", number, matcher.group(2)));
    }
  }

  /** The largest label and 1. */
  public int classes() {
    return entries.stream().mapToInt(Entry::label).max().orElse(-1) + 1;
  }

  /**
   * Checks that every label names a class.
   *
   * @param classes K
   * @param from what says that there are K classes
   * @throws IllegalArgumentException if a label is K or more; names the first such lines
   */
  public void checkLabels(int classes, Path from) {
    Faults faults = new Faults();
    entries.stream()
        .filter(entry -> entry.label() >= classes)
        .forEach(
            entry ->
                faults.add(
                    String.format(
                        Locale.ROOT, "line %d has label %d", entry.line(), entry.label())));
    faults.check(
        file + ": ",
        String.format(
            Locale.ROOT,
            "labels must be in 0..%d, as %s has %d classes",
            classes - 1,
            from,
            classes));
  }

  /**
   * Checks that every class up to the largest label has an image.
   *
   * @throws IllegalArgumentException if one has none; names the first such classes
   */
  public void checkEveryClass() {
    Faults faults = new Faults();
    int next = 0;
    for (Entry entry : entries.stream().sorted(Comparator.comparingInt(Entry::label)).toList()) {
      if (entry.label() > next) {
        faults.add(
            String.format(
                Locale.ROOT,
                next == entry.label() - 1
                    ? "class %d has no image, but line %3$d has label %4$d"
                    : "classes %d to %d have no image, but line %d has label %d",
                next,
                entry.label() - 1,
                entry.line(),
                entry.label()));
      }
      next = entry.label() + 1;
    }
    faults.check(file + ": ", "add images, or number the classes without a gap, from 0 to K-1");
  }

  /** The same list of images that are elsewhere. */
  ImageList moved(Function<Entry, Path> to) {
    return new ImageList(
        file,
        entries.stream()
            .map(entry -> new Entry(entry.line(), to.apply(entry), entry.label()))
            .toList());
  }

  /**
   * Digest of all images, each by its content, in the order of the list. Reads every file, several
   * at a time: 13 GB for ImageNet-LT's training images, some seconds from memory and minutes from a
   * disk.
   *
   * @throws IllegalArgumentException if a file is missing; names the first such lines
   * @throws java.util.concurrent.CancellationException if the thread has been interrupted
   */
  public String digest() throws IOException {
    checkFiles();
    Cancellation cancellation = Cancellation.ofThisThread();
    try {
      return Sha256.of(
          entries.parallelStream()
              .peek(entry -> cancellation.check())
              .map(ImageList::digest)
              .collect(Collectors.joining("\n"))
              .getBytes(StandardCharsets.US_ASCII));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The files of the images, in the order of the list. */
  public List<Path> files() {
    return entries.stream().map(Entry::image).toList();
  }

  private void checkFiles() {
    Faults faults = new Faults();
    boolean[] there = new boolean[entries.size()];
    IntStream.range(0, there.length)
        .parallel()
        .forEach(i -> there[i] = Files.isRegularFile(entries.get(i).image()));
    IntStream.range(0, there.length)
        .filter(i -> !there[i])
        .mapToObj(entries::get)
        .forEach(
            entry ->
                faults.add(
                    String.format(
                        Locale.ROOT, "line %d: there is no file %s", entry.line(), entry.image())));
    faults.check(file + ", ", "check the root of the images");
  }

  private static String digest(Entry entry) {
    return Sha256.of(bytes(entry.image()));
  }

  /**
   * The images, whose files are read when they are asked for.
   *
   * @param size height and width that networks take
   */
  public LabelledImages images(int size) {
    return new LabelledImages(
        CHANNELS,
        size,
        size,
        entries.stream().mapToInt(Entry::label).toArray(),
        new PixelSource.Encoded(entries.stream().map(this::encoded).toList()));
  }

  private EncodedImage encoded(Entry entry) {
    PixelBytes content = () -> bytes(entry.image());
    return new EncodedImage(
        String.format(Locale.ROOT, "%s, line %d: %s", file, entry.line(), entry.image()), content);
  }

  private static byte[] bytes(Path image) {
    try {
      return Files.readAllBytes(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
