package org.longtail.pipelines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with one file, so that all of it is told at once. */
final class Faults {

  private final List<Fault> faults = new ArrayList<>();

  void add(int line, String message, String fix) {
    add(line, "", message, fix);
  }

  void add(int line, String step, String message, String fix) {
    Fault fault = new Fault(line, step, message, fix);
    if (!faults.contains(fault)) {
      faults.add(fault);
    }
  }

  List<Fault> all() {
    return List.copyOf(faults);
  }

  int count() {
    return faults.size();
  }

  /**
   * Refuses the file if anything is wrong with it.
   *
   * @throws PipelineFault with all faults so far, in the order of the file
   */
  void refuse(Path file) {
    if (!faults.isEmpty()) {
      throw new PipelineFault(
          file, faults.stream().sorted(Comparator.comparingInt(Fault::line)).toList());
    }
  }
}
