/** The ways in beside webhooks: events, calls by a trigger's name, CloudEvents. */
@NullMarked
package io.triggergateway.entry;

import org.jspecify.annotations.NullMarked;
