/** The public HTTP side, a straight line: resolve, verify, assess, accept, answer. */
@NullMarked
package io.triggergateway.ingest;

import org.jspecify.annotations.NullMarked;
