/** The words: triggers, firings, flows, subscriptions, and what they are made of. */
@NullMarked
package io.triggergateway.trigger;

import org.jspecify.annotations.NullMarked;
