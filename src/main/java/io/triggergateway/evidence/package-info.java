/** Asks others what it takes to verify a request: published keys, a service of the operator's, a plugin. */
@NullMarked
package io.triggergateway.evidence;

import org.jspecify.annotations.NullMarked;
