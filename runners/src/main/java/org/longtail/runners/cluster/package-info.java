/**
 * A Flink cluster on this machine, each of its parts a process of its own, and what any Flink
 * cluster tells over REST.
 *
 * <pre>
 *   longtail cluster start ── LocalCluster ─┬─ job manager      (JVM)
 *                                           ├─ task manager 1   (JVM, one slot, one device)
 *                                           └─ task manager 2   ...
 *   longtail run --runner flink ── FlinkRest ── any Flink 1.19 cluster
 * </pre>
 */
@NullMarked
package org.longtail.runners.cluster;

import org.jspecify.annotations.NullMarked;
