package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.longtail.images.IdxSplit;
import org.longtail.images.LabelledImages;
import org.longtail.transforms.step.Sources.Source;

/** The four IDX files of a folder. */
record IdxDataSet(Path folder) implements DataSet {

  @Override
  public Map<String, Source> sources() throws IOException {
    checkFiles();
    Map<String, Source> files = new TreeMap<>();
    for (IdxSplit split : IdxSplit.values()) {
      files.put(split.id() + "-images", Source.file(split.images(folder)));
      files.put(split.id() + "-labels", Source.file(split.labels(folder)));
    }
    return files;
  }

  private void checkFiles() throws IOException {
    List<Path> absent =
        Stream.of(IdxSplit.values())
            .flatMap(split -> Stream.of(split.images(folder), split.labels(folder)))
            .filter(file -> !Files.exists(file))
            .toList();
    if (absent.isEmpty() || !Files.exists(folder)) {
      return;
    }
    FolderContents there = FolderContents.of(folder);
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "field 'path': format '%s' reads the four files of MNIST and its kin, but %s %s, not %s; %s",
            IDX,
            folder,
            there.words(),
            absent.stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.joining(", ")),
            there.has("train.bin") || there.has("cifar-100-binary")
                ? "give 'format: " + CIFAR_100 + "', or name the folder of the IDX files"
                : "name the folder of the IDX files, each gzipped or plain"));
  }

  @Override
  public LabelledImages train() throws IOException {
    return IdxSplit.TRAIN.read(folder);
  }

  @Override
  public LabelledImages test() throws IOException {
    return IdxSplit.TEST.read(folder);
  }

  @Override
  public Optional<Path> names() {
    return DataSet.present(folder.resolve(LABELS));
  }
}
