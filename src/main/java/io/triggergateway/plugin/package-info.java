/** What a jar in {@code gateway.plugins} may implement; nothing else of the gateway is meant for others' code. */
@NullMarked
package io.triggergateway.plugin;

import org.jspecify.annotations.NullMarked;
