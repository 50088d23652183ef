/** Boot: the start, what the Redis at hand gives, readiness and drain, and all that development mode adds. */
@NullMarked
package io.triggergateway.boot;

import org.jspecify.annotations.NullMarked;
