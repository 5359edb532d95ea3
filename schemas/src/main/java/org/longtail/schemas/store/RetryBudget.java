package org.longtail.schemas.store;

import com.google.api.gax.retrying.BasicResultRetryAlgorithm;
import com.google.api.gax.retrying.ResultRetryAlgorithm;
import com.google.cloud.storage.StorageRetryStrategy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The client's own rule of what to try again, for one transfer and a number of times. A download
 * that breaks off goes on where it was for as long as it can be opened anew; without an end to that
 * a file whose bytes never come would be waited for without end.
 */
final class RetryBudget implements StorageRetryStrategy {

  private static final long serialVersionUID = 1L;

  private final StorageRetryStrategy rule = StorageRetryStrategy.getDefaultStorageRetryStrategy();
  private final AtomicInteger left;

  RetryBudget(int retries) {
    this.left = new AtomicInteger(retries);
  }

  @Override
  public ResultRetryAlgorithm<?> getIdempotentHandler() {
    return limited(rule.getIdempotentHandler());
  }

  @Override
  public ResultRetryAlgorithm<?> getNonidempotentHandler() {
    return limited(rule.getNonidempotentHandler());
  }

  private ResultRetryAlgorithm<?> limited(ResultRetryAlgorithm<?> handler) {
    return new BasicResultRetryAlgorithm<Object>() {
      @Override
      public boolean shouldRetry(@Nullable Throwable thrown, @Nullable Object response) {
        return handler.shouldRetry(thrown, null) && left.getAndDecrement() > 0;
      }
    };
  }
}
