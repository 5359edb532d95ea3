package org.longtail.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;

class SampleForTrainerTest {

  private static final List<String> IMAGES = images();

  /** 600 images of class 0, 15 of class 1. */
  private static List<String> images() {
    List<String> images = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      images.add(String.format(Locale.ROOT, "many/%03d.png,0", i));
    }
    for (int i = 0; i < 15; i++) {
      images.add(String.format(Locale.ROOT, "few/%02d.png,1", i));
    }
    return images;
  }

  @OnEachRunner
  void theGroupIsDrawnAsOftenAsAskedFor(String runner, @TempDir Path folder) throws IOException {
    Path lists = draw(runner, folder, "drawn");

    for (int epoch = 1; epoch <= 3; epoch++) {
      List<String> drawn =
          Files.readAllLines(lists.resolve(String.format(Locale.ROOT, "epoch-%d.csv", epoch)));
      assertThat(drawn).hasSize(IMAGES.size()).isSubsetOf(IMAGES);
      double few = drawn.stream().filter(line -> line.endsWith(",1")).count();
      assertThat(few / drawn.size()).isCloseTo(0.8, within(0.06));
    }
  }

  @OnEachRunner
  void whatIsDrawnDependsOnTheSeedAlone(String runner, @TempDir Path folder) throws IOException {
    Path once = draw(runner, folder, "once");
    Path again = draw("DirectRunner", folder, "again");

    assertThat(once.resolve("epoch-2.csv")).hasSameTextualContentAs(again.resolve("epoch-2.csv"));
    assertThat(Files.readString(once.resolve("epoch-1.csv")))
        .isNotEqualTo(Files.readString(once.resolve("epoch-2.csv")));
  }

  private static Path draw(String runner, Path folder, String name) throws IOException {
    Path list = Files.write(folder.resolve("images.csv"), IMAGES);
    Path lists = folder.resolve(name);
    SampleForTrainer.main(
        new String[] {"--runner=" + runner, "--images=" + list, "--epochs=3", "--output=" + lists});
    return lists;
  }
}
