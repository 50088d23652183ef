/** The only Redis client: keys, partitions, scripts, connections, durability, and the embedded server of development. */
@NullMarked
package io.triggergateway.redis;

import org.jspecify.annotations.NullMarked;
