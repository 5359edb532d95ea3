package org.longtail.pipelines;

import com.hubspot.jinjava.objects.serialization.PyishSerializable;
import com.hubspot.jinjava.util.HasObjectTruthValue;
import java.io.IOException;

/**
 * Stands for a variable without a value, like Jinja's {@code StrictUndefined}: it may be passed to
 * {@code default} or asked whether it is {@code defined}; any other use is reported.
 */
final class Undefined implements PyishSerializable, HasObjectTruthValue {

  private final Runnable use;

  /** A stand-in that runs this whenever it is used. */
  Undefined(Runnable use) {
    this.use = use;
  }

  /** Tells that it was used. */
  void report() {
    use.run();
  }

  @Override
  public boolean getObjectTruthValue() {
    use.run();
    return false;
  }

  @Override
  public <T extends Appendable & CharSequence> T appendPyishString(T appendable)
      throws IOException {
    use.run();
    appendable.append("''");
    return appendable;
  }

  @Override
  public String toString() {
    use.run();
    return "";
  }
}
