package org.longtail.runners.steps;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.Part;
import org.longtail.transforms.step.Parts;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepInputs;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;
import org.longtail.transforms.step.Work;

/** Two parts, each of which ends only when the other has begun. */
final class Meeting extends StepTransform<MeetingConfig> {

  private static final StepType TYPE =
      new StepType(
          "Meeting",
          "1.0.0",
          "Lets parts meet.",
          List.of(Port.many("numbers", ArtifactKind.SAMPLING, "what the parts begin with")),
          List.of(Port.one("met", ArtifactKind.SAMPLING, "how many met")));

  /** How long a part waits for the other. */
  private static final int SECONDS = Integer.getInteger("longtail.test.seconds", 60);

  private static final CountDownLatch BEGUN = new CountDownLatch(2);

  private Meeting(Variants<MeetingConfig> configs) {
    super(TYPE, MeetingConfig.class, configs, Work.of(Meeting::count).after(new Begin()));
  }

  private static void count(StepContext<MeetingConfig> context) throws IOException {
    Files.writeString(context.output("met", "met.txt"), Integer.toString(context.parts().size()));
  }

  private static final class Begin implements Parts<MeetingConfig, Long> {

    @Override
    public StepType type() {
      return new StepType(
          "BeginMeeting",
          "1.0.0",
          "Waits for another part.",
          List.of(),
          List.of(Port.one("part", ArtifactKind.SAMPLING, "nothing")));
    }

    @Override
    public Map<String, Object> key(Long part) {
      return Map.of("part", part);
    }

    @Override
    public List<Part<Long>> of(StepInputs<MeetingConfig> step) {
      step.inputs("numbers"); // as parts of images look into them
      return LongStream.range(0, step.config().getParts())
          .mapToObj(part -> new Part<>("part " + part, part, Map.of()))
          .toList();
    }

    @Override
    public void compute(StepContext<Long> part) throws IOException {
      BEGUN.countDown();
      try {
        if (!BEGUN.await(SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("no other part has begun");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Files.writeString(part.output("part", "part.txt"), "");
    }
  }

  /** Makes the step known. */
  @AutoService(SchemaTransformProvider.class)
  public static final class Provider extends StepProvider<MeetingConfig> {
    public Provider() {
      super(TYPE, MeetingConfig.class);
    }

    @Override
    protected LabelledTransform create(Variants<MeetingConfig> configs) {
      return new Meeting(configs);
    }
  }
}
