package org.longtail.pipelines;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A pipeline file was refused; the message has one line for each fault. */
public final class PipelineFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  PipelineFault(Path file, List<Fault> faults) {
    super(faults.stream().map(fault -> fault.in(file)).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** Every fault, in the order of the file. */
  public List<Fault> faults() {
    return faults;
  }
}
