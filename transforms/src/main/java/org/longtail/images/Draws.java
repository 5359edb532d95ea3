package org.longtail.images;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A named stream of random draws: a pure function of a seed and a path, the same on any machine.
 * Streams of different names are independent of each other, so that work may be split, repeated or
 * done in another order without changing what is drawn.
 *
 * <pre>{@code
 * Draws draws = Draws.of(seed, "train", stage, epoch);
 * int image = draws.below(images);
 * }</pre>
 *
 * <p>SHA-256 of the name is the state of a XoShiRo256++ generator. A stream has state of its own
 * and is for one thread.
 */
public final class Draws {

  private static final int STATE_LONGS = 4;
  private static final byte TEXT = 't';
  private static final byte INTEGER = 'i';

  private final UniformRandomProvider provider;
  private final ContinuousSampler gaussian;

  private Draws(UniformRandomProvider provider) {
    this.provider = provider;
    this.gaussian = ZigguratSampler.NormalizedGaussian.of(provider);
  }

  /**
   * The stream of this name.
   *
   * @param seed the run's seed
   * @param path what is drawn: strings, ints and longs; an int names the same stream as a long of
   *     its value
   * @throws IllegalArgumentException if a part of the path is of another type
   */
  public static Draws of(long seed, Object... path) {
    MessageDigest digest = sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
    for (Object part : path) {
      digest.update(encoded(part, path));
    }
    long[] state = new long[STATE_LONGS];
    ByteBuffer.wrap(digest.digest()).asLongBuffer().get(state);
    return new Draws(RandomSource.XO_SHI_RO_256_PP.create(state));
  }

  /**
   * A uniform draw of 0..bound-1.
   *
   * @throws IllegalArgumentException if the bound is under 1
   */
  public int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "draw below %d: the bound must be at least 1", bound));
    }
    return provider.nextInt(bound);
  }

  /** A uniform draw from 0 inclusive to 1 exclusive. */
  public double uniform() {
    return provider.nextDouble();
  }

  /** True or false, equally likely. */
  public boolean coin() {
    return provider.nextBoolean();
  }

  /** A draw from the normal distribution of mean 0 and standard deviation 1. */
  public float gaussian() {
    return (float) gaussian.sample();
  }

  /**
   * The numbers 0..n-1 in a random order, every order equally likely.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public int[] shuffled(int n) {
    if (n < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "shuffle %d numbers: must be at least 0", n));
    }
    return ArraySampler.shuffle(provider, PermutationSampler.natural(n));
  }

  /**
   * A stream of its own, named by one draw from this one: what is drawn there takes nothing more
   * from here, in whatever order or on whatever thread.
   */
  public Draws fork() {
    return of(provider.nextLong(), "fork");
  }

  /** This stream for samplers of Commons RNG; draws taken there are taken from here. */
  public UniformRandomProvider provider() {
    return provider;
  }

  /** Type, then length or value: no two paths have the same bytes. */
  private static ByteBuffer encoded(Object part, Object[] path) {
    if (part instanceof String text) {
      ByteBuffer bytes =
          ByteBuffer.allocate(1 + Integer.BYTES + text.length() * Character.BYTES)
              .put(TEXT)
              .putInt(text.length());
      text.chars().forEach(unit -> bytes.putChar((char) unit));
      return bytes.flip();
    }
    if (part instanceof Integer || part instanceof Long) {
      return ByteBuffer.allocate(1 + Long.BYTES)
          .put(INTEGER)
          .putLong(((Number) part).longValue())
          .flip();
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "draws %s: %s is a %s; name draws by strings, ints and longs",
            Arrays.toString(path),
            part,
            part.getClass().getSimpleName()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
