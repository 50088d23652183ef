/** Faults on purpose, for tests: a Redis that is slow, gone, refusing, or silent after it acted. */
@NullMarked
package io.triggergateway.faults;

import org.jspecify.annotations.NullMarked;
