/**
 * What keeps a store in order: {@link org.longtail.schemas.upkeep.StoreVerification} reads all of
 * it, {@link org.longtail.schemas.upkeep.GarbageCollection} removes what no run refers to. Both may
 * be used beside running pipelines.
 */
@NullMarked
package org.longtail.schemas.upkeep;

import org.jspecify.annotations.NullMarked;
