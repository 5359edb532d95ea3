package org.longtail.schemas.environment;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorIdentifier;

/**
 * The processor of this machine.
 *
 * @param model as it names itself, with family and model numbers
 * @param instructionSet the widest that the engine's convolutions may use, by the name that oneDNN
 *     gives it, with the variables of the environment that limit it
 */
public record Processor(String model, String instructionSet) {

  /** The environment variable that limits which instructions the engine's convolutions use. */
  public static final String INSTRUCTION_SET_LIMIT = "ONEDNN_MAX_CPU_ISA";

  private static final List<String> LIMITS =
      List.of(
          INSTRUCTION_SET_LIMIT,
          "DNNL_MAX_CPU_ISA",
          "ATEN_CPU_CAPABILITY",
          "MKL_ENABLE_INSTRUCTIONS",
          "MKL_CBWR");

  /** Reading it takes a while, and it does not change. */
  private static final class OfMachine {
    private static final Processor PROCESSOR = read();
  }

  /** The processor of this machine. */
  public static Processor current() {
    return OfMachine.PROCESSOR;
  }

  private static Processor read() {
    try {
      CentralProcessor processor = new SystemInfo().getHardware().getProcessor();
      ProcessorIdentifier identifier = processor.getProcessorIdentifier();
      String model =
          String.format(
              Locale.ROOT,
              "%s, family %s, model %s",
              identifier.getName().strip(),
              identifier.getFamily(),
              identifier.getModel());
      return new Processor(model, limited(instructionSet(flags(processor.getFeatureFlags()))));
    } catch (LinkageError | RuntimeException e) {
      // Where native code may not be loaded from the temporary folder, or on a system that the
      // library does not know: no step fails for it.
      return new Processor("unknown (" + e.getMessage() + ")", limited("unknown"));
    }
  }

  private static Set<String> flags(List<String> lines) {
    Set<String> flags = new HashSet<>();
    for (String line : lines) {
      flags.addAll(List.of(line.toLowerCase(Locale.ROOT).split("[\\s:]+")));
    }
    return flags;
  }

  /**
   * The widest instruction set of those that oneDNN tells apart.
   *
   * @param flags of the processor, as Linux names them
   */
  static String instructionSet(Set<String> flags) {
    return Level.WIDEST_FIRST.stream()
        .filter(level -> flags.containsAll(level.flags()))
        .findFirst()
        .map(Level::name)
        .orElseGet(() -> System.getProperty("os.arch", "unknown"));
  }

  private record Level(String name, Set<String> flags) {

    private static final Set<String> AVX512 = Set.of("avx512f", "avx512bw", "avx512vl", "avx512dq");

    private static final List<Level> WIDEST_FIRST =
        List.of(
            avx512("_AMX", "amx_tile", "amx_int8", "amx_bf16"),
            avx512("_FP16", "avx512_fp16"),
            avx512("_BF16", "avx512_bf16"),
            avx512("_VNNI", "avx512_vnni"),
            avx512(""),
            new Level("AVX2_VNNI", Set.of("avx2", "avx_vnni")),
            new Level("AVX2", Set.of("avx2")),
            new Level("AVX", Set.of("avx")),
            new Level("SSE41", Set.of("sse4_1")));

    private static Level avx512(String suffix, String... more) {
      Set<String> flags = new HashSet<>(AVX512);
      flags.addAll(List.of(more));
      return new Level("AVX512_CORE" + suffix, flags);
    }
  }

  private static String limited(String instructionSet) {
    StringBuilder text = new StringBuilder(instructionSet);
    for (String variable : LIMITS) {
      Optional.ofNullable(System.getenv(variable))
          .ifPresent(value -> text.append(", ").append(variable).append('=').append(value));
    }
    return text.toString();
  }
}
