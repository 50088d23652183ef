/** The only place from which the gateway calls out over HTTP: off by default, to listed hosts, at checked addresses. */
@NullMarked
package io.triggergateway.outbound;

import org.jspecify.annotations.NullMarked;
