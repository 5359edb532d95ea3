package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StoreException;

class RunFollowerTest {

  @Test
  void aLongLogIsLookedAtLessOften() {
    assertThat(RunFollower.pauseAfter(0)).isEqualTo(100);
    assertThat(RunFollower.pauseAfter(200)).isEqualTo(4_000);
  }

  @Test
  void aLookDuringWhichTheProcessWasStoppedForHoursIsNotRestedFromForDays() {
    assertThat(RunFollower.pauseAfter(8 * 60 * 60 * 1_000)).isEqualTo(60_000);
  }

  @Test
  void eventsThatCameSpoiledOnceAreReadAgainAtTheEnd(@TempDir Path store) {
    RunFolder run = ArtifactStores.open(store.toString()).run("r");
    RunEvent event = new RunEvent.NotResumed("Train", "default", 0, "no checkpoint");
    List<RunEvent> heard = new ArrayList<>();
    RunFollower follower = RunFollower.start(spoiledOnce(run, event), 0, heard::add);
    follower.close();

    assertThat(heard).containsExactly(event);
  }

  /** A run that gets an event, and whose events cannot be read at the first look after that. */
  private static RunFolder spoiledOnce(RunFolder run, RunEvent event) {
    AtomicInteger looks = new AtomicInteger();
    return (RunFolder)
        Proxy.newProxyInstance(
            RunFolder.class.getClassLoader(),
            new Class<?>[] {RunFolder.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("events") && looks.incrementAndGet() == 1) {
                run.append(event);
                throw new StoreException("line 1 is no event");
              }
              return method.invoke(run, arguments);
            });
  }
}
