package org.longtail.schemas.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {

  @Test
  void theProcessorOfThisMachineHasAModelAndAnInstructionSet() {
    assertThat(Processor.current().model()).isNotBlank().doesNotStartWith("unknown");
    assertThat(Processor.current().instructionSet()).isNotBlank().doesNotStartWith("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "sse sse2 sse4_1, SSE41",
    "sse4_1 avx, AVX",
    "sse4_1 avx avx2 fma, AVX2",
    "sse4_1 avx avx2 avx_vnni, AVX2_VNNI",
    "avx2 avx512f avx512bw avx512vl avx512dq, AVX512_CORE",
    "avx2 avx512f avx512bw, AVX2",
    "avx2 avx512f avx512bw avx512vl avx512dq avx512_vnni, AVX512_CORE_VNNI",
    "avx2 avx512f avx512bw avx512vl avx512dq avx512_vnni avx512_bf16, AVX512_CORE_BF16",
  })
  void theWidestInstructionSetIsNamedAsOneDnnNamesIt(String flags, String name) {
    Set<String> all = new HashSet<>(List.of(flags.split(" ")));

    assertThat(Processor.instructionSet(all)).isEqualTo(name);
  }

  @Test
  void aProcessorWithoutAnyOfTheseIsNamedByItsArchitecture() {
    assertThat(Processor.instructionSet(Set.of("asimd"))).isEqualTo(System.getProperty("os.arch"));
  }
}
