package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.StoreException;

/**
 * Files of every kind with some bytes changed. A change within a record batch's buffers may be a
 * file with other values, which only a digest can tell. All other bytes hold the file together: a
 * reader that gives anything after a change of these gives what was there before.
 */
class HostileFileTest {

  /** Far more than any of these files needs, and far less than a length that is not checked. */
  private static final long MOST_ALLOCATED = 16L << 20;

  private static final List<Original> ORIGINALS = new ArrayList<>();
  private static Path folder = Path.of("");

  /**
   * A file before it is changed.
   *
   * @param frame places of the bytes that hold it together
   * @param content its content, written anew
   */
  private record Original(Layouts layout, byte[] bytes, int[] frame, byte[] content) {}

  /**
   * Another value of a byte.
   *
   * @param number of the place, counted round and round
   */
  record Change(int number, byte value) {
    int at(int places) {
      return number % places;
    }
  }

  @BeforeContainer
  static void writeOriginals() throws IOException {
    folder = Files.createTempDirectory("hostile");
    List<Layouts> layouts =
        Stream.concat(
                Layouts.all(),
                Stream.of(Compression.LZ4, Compression.ZSTD).map(HostileFileTest::compressedMasks))
            .toList();
    for (Layouts layout : layouts) {
      Path file = folder.resolve("original");
      layout.writing().to(file);
      byte[] bytes = Files.readAllBytes(file);
      ORIGINALS.add(
          new Original(layout, bytes, frame(file, bytes.length), rewritten(layout, file)));
    }
  }

  @AfterContainer
  static void deleteFiles() throws IOException {
    for (String name : List.of("original", "changed", "again")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }

  @Property(tries = 1000)
  void whateverIsChangedTheFileIsReadOrRefused(
      @ForAll("files") int which, @ForAll("changes") List<Change> changes) throws IOException {
    Original original = ORIGINALS.get(which);
    byte[] changed = original.bytes().clone();
    changes.forEach(change -> changed[change.at(changed.length)] = change.value());

    readWithinBounds(original.layout(), changed);
  }

  @Property(tries = 1000)
  void whatHoldsTheFileTogetherCannotBeChangedIntoAnotherContent(
      @ForAll("files") int which, @ForAll("change") Change change) throws IOException {
    Original original = ORIGINALS.get(which);
    byte[] changed = original.bytes().clone();
    int[] frame = original.frame();
    changed[frame[change.at(frame.length)]] = change.value();

    readWithinBounds(original.layout(), changed)
        .ifPresent(content -> assertThat(content).isEqualTo(original.content()));
  }

  @Property(tries = 500)
  void aFileThatIsCutOutOfTheMiddleIsReadOrRefused(
      @ForAll("files") int which, @ForAll("change") Change one, @ForAll("change") Change other)
      throws IOException {
    Original original = ORIGINALS.get(which);
    int length = original.bytes().length;
    int from = Math.min(one.at(length), other.at(length));
    int to = Math.max(one.at(length), other.at(length));
    byte[] changed = new byte[length - (to - from)];
    System.arraycopy(original.bytes(), 0, changed, 0, from);
    System.arraycopy(original.bytes(), to, changed, from, length - to);

    readWithinBounds(original.layout(), changed);
  }

  @Provide
  Arbitrary<Integer> files() {
    return Arbitraries.integers().between(0, ORIGINALS.size() - 1);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return change().list().ofMinSize(1).ofMaxSize(4);
  }

  /** Any byte, but often one that makes lengths negative, huge or nothing. */
  @Provide
  Arbitrary<Change> change() {
    Arbitrary<Byte> values =
        Arbitraries.oneOf(
            Arbitraries.bytes(),
            Arbitraries.of((byte) 0, (byte) 1, (byte) 0x7f, (byte) 0x80, (byte) 0xff));
    return Combinators.combine(
            Arbitraries.integers()
                .between(0, Integer.MAX_VALUE)
                .withDistribution(RandomDistribution.uniform()),
            values)
        .as(Change::new);
  }

  /** The content written anew, or nothing if the file was refused. */
  private static Optional<byte[]> readWithinBounds(Layouts layout, byte[] bytes)
      throws IOException {
    Path file = Files.write(folder.resolve("changed"), bytes);
    long before = allocated();
    try {
      layout.reading().from(file);
    } catch (StoreException e) {
      assertThat(e).hasMessageStartingWith(file.toString());
      return Optional.empty();
    } finally {
      assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
    }
    return Optional.of(rewritten(layout, file));
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static byte[] rewritten(Layouts layout, Path file) throws IOException {
    Path again = folder.resolve("again");
    layout.copying().copy(file, again);
    return Files.readAllBytes(again);
  }

  /** All places but those of record batches' buffers. */
  private static int[] frame(Path file, int length) throws IOException {
    try (RootAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      List<ArrowBlock> blocks = reader.getRecordBlocks();
      return IntStream.range(0, length)
          .filter(at -> blocks.stream().noneMatch(block -> isInBody(block, at)))
          .toArray();
    }
  }

  private static boolean isInBody(ArrowBlock block, int at) {
    long start = block.getOffset() + block.getMetadataLength();
    return at >= start && at < start + block.getBodyLength();
  }

  private static Layouts compressedMasks(Compression compression) {
    return new Layouts(
        ArtifactKind.MASK,
        path -> Layouts.largeMask().write(path, compression),
        MaskFile::read,
        (from, to) -> MaskFile.read(from).write(to));
  }
}
