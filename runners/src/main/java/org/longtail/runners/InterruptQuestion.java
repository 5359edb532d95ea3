package org.longtail.runners;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.longtail.runners.cluster.FlinkRest;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What Ctrl-C does while a run on a cluster is followed: on a terminal it asks whether to cancel
 * the run, which goes on otherwise; elsewhere it cancels it.
 */
final class InterruptQuestion implements AutoCloseable {

  private static final Signal INTERRUPT = new Signal("INT");

  private final Optional<SignalHandler> before;

  private InterruptQuestion(Optional<SignalHandler> before) {
    this.before = before;
  }

  /** Asks from now on; of a run inside this process nothing is asked, as it ends with it. */
  static InterruptQuestion about(RunOrder order, Console console) {
    if (order.flink().master().isEmpty()) {
      return new InterruptQuestion(Optional.empty());
    }
    return about(order.flink().rest(), order.run(), order.store().uri(), console);
  }

  /** Asks about a run of a cluster. */
  static InterruptQuestion about(FlinkRest rest, String run, String store, Console console) {
    return new InterruptQuestion(
        Optional.of(Signal.handle(INTERRUPT, signal -> ask(rest, run, store, console))));
  }

  private static void ask(FlinkRest rest, String run, String store, Console console) {
    java.io.Console keyboard = System.console();
    if (console.terminal() && keyboard != null) {
      console.line(
          String.format(Locale.ROOT, "Run %s goes on on the cluster. Cancel it? [y/N]", run));
      String answer = keyboard.readLine();
      if (answer == null || !answer.toLowerCase(Locale.ROOT).startsWith("y")) {
        console.line(
            String.format(Locale.ROOT, "It goes on: longtail watch %s --store %s", run, store));
        Runtime.getRuntime().halt(ExitCode.DONE); // its record stays that of a run that goes on
      }
    }
    try {
      Optional<FlinkRest.Job> job = rest.job(EmbeddedFlink.jobName(run));
      if (job.isPresent()) {
        rest.cancel(job.get());
      }
    } catch (IOException e) {
      console.line("longtail: the run cannot be cancelled: " + FailureText.of(e));
    }
  }

  @Override
  public void close() {
    before.ifPresent(handler -> Signal.handle(INTERRUPT, handler));
  }
}
