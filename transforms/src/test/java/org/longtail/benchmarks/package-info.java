/** What the store costs, measured with JMH and printed as ratios of one run. */
@NullMarked
package org.longtail.benchmarks;

import org.jspecify.annotations.NullMarked;
