package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.longtail.images.IdxSplit;
import org.longtail.images.LabelledImages;
import org.longtail.transforms.step.Sources.Source;

/** The four IDX files of a folder. */
record IdxDataSet(Path folder) implements DataSet {

  @Override
  public Map<String, Source> sources() {
    Map<String, Source> files = new TreeMap<>();
    for (IdxSplit split : IdxSplit.values()) {
      files.put(split.id() + "-images", Source.file(split.images(folder)));
      files.put(split.id() + "-labels", Source.file(split.labels(folder)));
    }
    return files;
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
