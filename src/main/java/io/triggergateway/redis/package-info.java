/** Redis: the only client, its keys and scripts, and a server for development and tests. */
@NullMarked
package io.triggergateway.redis;

import org.jspecify.annotations.NullMarked;
